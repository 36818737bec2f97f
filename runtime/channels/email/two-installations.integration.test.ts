import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishTestFlow } from '@/runtime/engine/test-kit';
import { type FlowDocument, flowDocumentSchema } from '@/runtime/flow/flow-document';
import { Channels } from '@/runtime/store/channels';
import { connectStore, disconnectStore } from '@/runtime/store/connect';
import { openTestStore, type TestStore } from '@/runtime/store/embedded/test-store';
import { Executions } from '@/runtime/store/executions';
import { Flows } from '@/runtime/store/flows';
import { Ledger } from '@/runtime/store/ledger';
import { type MessageRecord, Messages } from '@/runtime/store/messages';
import { Outgoing } from '@/runtime/store/outgoing';
import { seedDemoWorkspace } from '@/runtime/workspace/demo-workspace';
import { freePort } from '@/tests/free-port';
import { plainMail, sendRaw } from '@/tests/mail-installation';
import { bundleWorker, killProcess, type WorkerBundle } from '@/tests/worker-process';

// Two whole installations, each a real worker with its own database and SMTP listener, each other's mail server. Their
// flows answer every mail and close the ticket, so that an answer would begin all over again.
const answersEverything: FlowDocument = flowDocumentSchema.parse({
  schemaVersion: 1,
  id: 'answers-everything',
  name: 'Answers everything',
  nodes: [
    { id: 'mail', type: 'mail-received', config: { mailbox: 'service' } },
    {
      id: 'send',
      type: 'send-message',
      config: { text: { en: 'We have your mail.', de: 'Ihre Mail ist da.' } },
    },
    { id: 'close', type: 'close', config: {} },
  ],
  edges: [
    { id: 'e1', from: { node: 'mail', port: 'next' }, to: 'send' },
    { id: 'e2', from: { node: 'send', port: 'next' }, to: 'close' },
  ],
});

interface Installation {
  store: TestStore;
  address: string;
  port: number;
  dataDir: string;
  worker: ChildProcess;
}

const installations: Installation[] = [];
let bundle: WorkerBundle;

beforeAll(async () => {
  bundle = await bundleWorker();
  const ports = [await freePort(), await freePort()];
  for (const [index, port] of ports.entries()) {
    const address = `service@${index === 0 ? 'first' : 'second'}.example`;
    const store = await openTestStore();
    await connectStore(store.uri);
    await seedDemoWorkspace({ language: 'en', at: new Date() });
    await Flows.deleteMany({}).exec();
    await publishTestFlow(answersEverything, 1);
    const outgoing = { kind: 'smtp', host: '127.0.0.1', port: ports[1 - index], security: 'none' };
    await Channels.updateOne(
      { _id: 'channel-service' },
      { $set: { addresses: [address], settings: { outgoing } } },
    ).exec();
    await disconnectStore();
    const dataDir = mkdtempSync(join(tmpdir(), 'two-'));
    const worker = await bundle.start({
      MONGODB_URI: store.uri,
      SMTP_PORT: String(port),
      STELLWERK_DATA_DIR: dataDir,
      STELLWERK_SECRET_KEY: 's'.repeat(43),
    });
    installations.push({ store, address, port, dataDir, worker });
  }
});

afterAll(async () => {
  for (const { worker, store, dataDir } of installations) {
    await killProcess(worker);
    await store.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
  bundle.remove();
});

async function within<Result>({ store }: Installation, read: () => Promise<Result>): Promise<Result> {
  await connectStore(store.uri);
  try {
    return await read();
  } finally {
    await disconnectStore();
  }
}

async function isAtRest(): Promise<boolean> {
  const open = await Promise.all([
    Ledger.countDocuments({ state: 'received' }).exec(),
    Executions.countDocuments({ dueAt: { $type: 'date' } }).exec(),
    Outgoing.countDocuments({ state: { $in: ['queued', 'sending'] } }).exec(),
  ]);
  return open.every((count) => count === 0);
}

async function untilBothRest(): Promise<void> {
  for (let quiet = 0; quiet < 3; ) {
    await new Promise((resolve) => setTimeout(resolve, 400));
    let atRest = true;
    for (const installation of installations) atRest = (await within(installation, isAtRest)) && atRest;
    quiet = atRest ? quiet + 1 : 0;
  }
}

const outbound = () => Messages.find({ direction: 'outbound' }).lean<MessageRecord[]>().exec();

describe('two installations that answer each other', () => {
  it('stop after one round', async () => {
    const [first, second] = installations;
    if (!first || !second) throw new Error('Both installations are needed.');
    const { raw } = plainMail({ from: second.address, to: first.address });
    await sendRaw(first.port, raw, { from: second.address, to: first.address });
    await untilBothRest();

    expect(await within(first, outbound)).toMatchObject([
      { delivery: 'sent', to: [{ address: second.address }] },
    ]);
    expect(await within(first, () => Ledger.countDocuments({}).exec())).toBe(1);
    expect(await within(second, () => Ledger.countDocuments({ reason: 'automatic' }).exec())).toBe(1);
    expect(await within(second, outbound)).toEqual([]);
  });
});
