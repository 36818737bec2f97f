import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestInstallation, resetInstallation, type TestInstallation } from '@/runtime/engine/test-kit';
import { ChatLines } from '@/runtime/store/chat-lines';
import { type ExecutionRecord, Executions } from '@/runtime/store/executions';
import { Ledger } from '@/runtime/store/ledger';
import { type MessageRecord, Messages } from '@/runtime/store/messages';
import { Outgoing } from '@/runtime/store/outgoing';
import { Tickets } from '@/runtime/store/tickets';
import { bundleWorker, killProcess, type WorkerBundle } from '@/tests/worker-process';
import { addChat, chatToQueue, openVisitor, type Visitor } from './testing/open-chat';

// Visitors write while the real worker is killed at random instants. Whatever was answered with 202 is on a ticket once in
// the end, every question of the flow stands in its chat once, and nobody's chat falls apart into two tickets.
const rounds = process.env.STELLWERK_LONG === '1' ? 200 : 4;
const SECRET = 'a key that is only used by tests, 1234';

let installation: TestInstallation;
let bundle: WorkerBundle;
let worker: ChildProcess;
const dataDir = mkdtempSync(join(tmpdir(), 'chat-kill-'));

beforeAll(async () => {
  process.env.STELLWERK_SECRET_KEY = SECRET;
  [installation, bundle] = await Promise.all([openTestInstallation(chatToQueue()), bundleWorker()]);
  process.env.MONGODB_URI = installation.uri;
});

afterAll(async () => {
  if (worker) await killProcess(worker);
  delete process.env.MONGODB_URI;
  await installation.close();
  bundle.remove();
  rmSync(dataDir, { recursive: true, force: true });
});

function startWorker(): Promise<ChildProcess> {
  return bundle.start({
    MONGODB_URI: installation.uri,
    STELLWERK_SECRET_KEY: SECRET,
    STELLWERK_DATA_DIR: dataDir,
    STELLWERK_DEMO: '0',
    STELLWERK_LEASE_MS: '1000',
    SMTP_PORT: '0',
  });
}

it(
  `loses and doubles nothing when the worker is killed ${rounds} times`,
  async () => {
    // That of a former attempt.
    if (worker) await killProcess(worker);
    await resetInstallation(chatToQueue());
    await addChat({});
    worker = await startWorker();
    const stop = new AbortController();
    const talks = Array.from({ length: 4 }, (_, index) => keepTalking(index, stop.signal));
    for (let round = 0; round < rounds; round += 1) {
      await pause(100 + Math.random() * 500);
      await killProcess(worker);
      worker = await startWorker();
    }
    stop.abort();
    const taken = (await Promise.all(talks)).flat();
    await untilAtRest();

    expect(taken.length).toBeGreaterThan(rounds);
    const inbound = await Messages.find({ direction: 'inbound' }).lean<MessageRecord[]>().exec();
    expect(inbound.map(({ _id }) => _id).toSorted()).toEqual(taken.map(({ id }) => id).toSorted());
    const outbound = await Messages.find({ direction: 'outbound' }).lean<MessageRecord[]>().exec();
    expect(await Outgoing.countDocuments({ state: 'sent' })).toBe(outbound.length);
    expect(await Outgoing.countDocuments({ state: { $ne: 'sent' } })).toBe(0);
    expect(await ChatLines.countDocuments({})).toBe(inbound.length + outbound.length);
    const visitors = new Set(taken.map(({ visitor }) => visitor));
    expect(await Tickets.countDocuments({})).toBe(visitors.size);
    for (const visitor of visitors) {
      const { lines } = await visitor.history();
      const own = taken.filter((one) => one.visitor === visitor).map(({ text }) => text);
      expect(lines.filter(({ from }) => from === 'visitor').map(({ text }) => text)).toEqual(own);
    }
    const executions = await Executions.find({}).lean<ExecutionRecord[]>().exec();
    for (const { tape } of executions) {
      const heard = tape.flatMap(({ event }) => (event.type === 'messageReceived' ? [event.messageId] : []));
      const visitor = taken.find(({ id }) => id === heard[0])?.visitor;
      expect(heard).toEqual(taken.filter((one) => one.visitor === visitor).map(({ id }) => id));
    }
  },
  120_000 + rounds * 10_000,
);

interface Taken {
  id: string;
  text: string;
  visitor: Visitor;
}

/** Every visitor writes three messages; then another one comes, as many as there are rounds. */
async function keepTalking(index: number, stop: AbortSignal): Promise<Taken[]> {
  const taken: Taken[] = [];
  for (let person = 0; person < rounds && !stop.aborted; person += 1) {
    const visitor = await openVisitor({ address: `192.0.${index}.${person % 250}` });
    for (let count = 0; count < 3; count += 1) {
      const text = `talk ${index}.${person}.${count}`;
      const answer = await visitor.say({ text });
      if (answer.status !== 202) throw new Error(`${answer.status} ${await answer.text()}`);
      taken.push({ id: (await answer.json()).id, text, visitor });
      await pause(Math.random() * 200);
    }
  }
  return taken;
}

async function untilAtRest(): Promise<void> {
  const isBusy = async () =>
    (await Ledger.exists({ state: 'received' })) ||
    (await Outgoing.exists({ state: { $in: ['queued', 'sending'] } }));
  let quiet = 0;
  while (quiet < 4) {
    quiet = (await isBusy()) ? 0 : quiet + 1;
    await pause(250);
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
