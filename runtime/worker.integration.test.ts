import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nodemailer from 'nodemailer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Calendars } from '@/runtime/store/calendars';
import { connectStore, disconnectStore } from '@/runtime/store/connect';
import { type EmbeddedStore, startEmbeddedStore } from '@/runtime/store/embedded/start';
import { Executions } from '@/runtime/store/executions';
import { Ledger } from '@/runtime/store/ledger';
import { type MessageRecord, Messages } from '@/runtime/store/messages';
import { Outgoing } from '@/runtime/store/outgoing';
import { type TicketRecord, Tickets } from '@/runtime/store/tickets';
import { seedDemoWorkspace } from '@/runtime/workspace/demo-workspace';
import { freePort } from '@/tests/free-port';
import { bundleWorker, type WorkerBundle } from '@/tests/worker-process';

// The real worker process is killed at random instants while mail comes in by SMTP. Whatever was answered with 250 must
// have exactly one ledger line, one ticket and one automatic reply in the end; what was not is sent again by its sender. Some
// customers write once more in the same second: that comes onto the ticket of their question.
const rounds = process.env.STELLWERK_LONG === '1' ? 200 : 10;
const sendersAtOnce = 6;
/** Milliseconds between two mails of a sender: many rounds would pile up more mail than can be looked through in the end. */
const restMs = rounds > 10 ? 150 : 10;

const dataDir = mkdtempSync(join(tmpdir(), 'worker-kill-'));
const environment = {
  STELLWERK_DATA_DIR: dataDir,
  STELLWERK_SECRET_KEY: 's'.repeat(43),
  STELLWERK_LEASE_MS: '1000',
};
let store: EmbeddedStore;
let port: number;
let bundle: WorkerBundle;
let worker: ChildProcess;

beforeAll(async () => {
  bundle = await bundleWorker();
  store = await startEmbeddedStore({ dataDir: join(dataDir, 'store') });
  await connectStore(store.uri);
  await seedDemoWorkspace({ language: 'en', at: new Date() });
  // Never open: every message gets an automatic reply, at whatever hour this test is done.
  await Calendars.updateMany({}, { $set: { 'hours.weekly': {} } }).exec();
  port = await freePort();
});

afterAll(async () => {
  worker?.kill('SIGKILL');
  await disconnectStore();
  await store.stop();
  rmSync(dataDir, { recursive: true, force: true });
  bundle.remove();
});

describe('the worker', () => {
  it(
    `killed ${rounds} times under load loses and doubles nothing`,
    async () => {
      worker = await startWorker();
      const sending = new AbortController();
      const senders = Array.from({ length: sendersAtOnce }, (_, index) => keepSending(index, sending.signal));
      for (let round = 0; round < rounds; round += 1) {
        await pause(150 + Math.random() * 1200);
        worker.kill('SIGKILL');
        await once(worker, 'exit');
        worker = await startWorker();
      }
      await pause(300);
      sending.abort();
      const accepted = (await Promise.all(senders)).flat();
      await untilAtRest();
      worker.kill('SIGTERM');
      const [code] = await once(worker, 'exit');
      expect(code).toBe(0);

      expect(accepted.length).toBeGreaterThan(rounds);
      await expectExactlyOnce(accepted);
    },
    60_000 + rounds * 30_000,
  );
});

async function expectExactlyOnce(accepted: string[]): Promise<void> {
  const messages = await Messages.find({}).lean<MessageRecord[]>().exec();
  const inbound = messages.filter(({ direction }) => direction === 'inbound');
  const replies = messages.filter(({ direction }) => direction === 'outbound');
  const tickets = await Tickets.find({}).lean<TicketRecord[]>().exec();
  // A mail whose 250 was lost with the process may have come in without its sender knowing, but none twice.
  expect(new Set(inbound.map(({ messageId }) => messageId)).size).toBe(inbound.length);
  expect(inbound.map(({ messageId }) => messageId)).toEqual(expect.arrayContaining(accepted));
  expect(await Ledger.countDocuments({}).exec()).toBe(inbound.length);
  const questions = inbound.filter(({ inReplyTo }) => inReplyTo === null);
  const answers = inbound.filter(({ inReplyTo }) => inReplyTo !== null);
  expect(answers.length).toBeGreaterThan(0);
  expect(await Ledger.countDocuments({ state: 'ticket', reason: 'opened' }).exec()).toBe(questions.length);
  expect(await Ledger.countDocuments({ state: 'ticket', reason: 'joined' }).exec()).toBe(answers.length);
  expect(tickets).toHaveLength(questions.length);
  const ticketOf = new Map(questions.map(({ messageId, ticketId }) => [messageId, ticketId]));
  for (const { inReplyTo, ticketId } of answers) expect(ticketId).toBe(ticketOf.get(inReplyTo));
  expect(new Set(tickets.map(({ number }) => number)).size).toBe(tickets.length);
  expect(replies.map(({ inReplyTo }) => inReplyTo).toSorted()).toEqual(
    questions.map(({ messageId }) => messageId).toSorted(),
  );
  const answered = new Set(answers.map(({ ticketId }) => ticketId));
  for (const ticket of tickets) {
    const unread = answered.has(ticket._id) ? 2 : 1;
    expect(ticket).toMatchObject({ state: 'open', messageCount: unread + 1, unread });
    expect(ticket.queueId).toMatch(/^queue-/);
    expect(ticket.autoReplies).toHaveLength(1);
  }
  expect(await Outgoing.countDocuments({ state: 'sent' }).exec()).toBe(questions.length);
  const written = readdirSync(join(dataDir, 'outbox')).filter((name) => name.endsWith('.eml'));
  expect(written).toHaveLength(questions.length);
}

/** Sends mail after mail as a mail server would: each is repeated until it is answered with 250. Gives their Message-IDs. */
async function keepSending(sender: number, stop: AbortSignal): Promise<string[]> {
  const accepted: string[] = [];
  for (let count = 0; !stop.aborted; count += 1) {
    const messageId = `kill-${sender}-${count}@example.org`;
    await sendUntilAccepted(messageId, sender);
    accepted.push(messageId);
    if (count % 3 === 0) {
      await sendUntilAccepted(answerTo(messageId), sender, messageId);
      accepted.push(answerTo(messageId));
    }
    await pause(restMs);
  }
  return accepted;
}

const answerTo = (messageId: string) => `answer-${messageId}`;

async function sendUntilAccepted(messageId: string, sender: number, question?: string): Promise<void> {
  const raw = [
    `Message-ID: <${messageId}>`,
    `From: Customer <customer-${(question ?? messageId).split('@')[0]}@example.org>`,
    'To: service@stellwerk.local',
    `Subject: ${question ? 'Re: ' : ''}My invoice ${question ?? messageId}`,
    ...(question ? [`In-Reply-To: <${question}>`] : []),
    'Date: Mon, 01 Jun 2026 10:00:00 +0200',
    '',
    'There is a mistake in my last invoice. Please look into it.',
    '',
  ].join('\r\n');
  const envelope = { from: `customer-${sender}@example.org`, to: 'service@stellwerk.local' };
  for (;;) {
    const transport = nodemailer.createTransport({ host: '127.0.0.1', port, ignoreTLS: true });
    try {
      await transport.sendMail({ envelope, raw });
      return;
    } catch {
      // The worker is dead or died in the middle: a mail server keeps the mail and tries again.
      await pause(50);
    } finally {
      transport.close();
    }
  }
}

async function untilAtRest(): Promise<void> {
  for (;;) {
    const open = await Promise.all([
      Ledger.countDocuments({ state: 'received' }).exec(),
      Executions.countDocuments({ dueAt: { $type: 'date' } }).exec(),
      Outgoing.countDocuments({ state: { $in: ['queued', 'sending'] } }).exec(),
    ]);
    if (open.every((count) => count === 0)) return;
    await pause(100);
  }
}

function startWorker(): Promise<ChildProcess> {
  return bundle.start({ ...environment, MONGODB_URI: store.uri, SMTP_PORT: String(port) });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
