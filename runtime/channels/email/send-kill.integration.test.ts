import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { queueOutgoing } from '@/runtime/engine/queue-outgoing';
import { Channels } from '@/runtime/store/channels';
import { connectStore, disconnectStore } from '@/runtime/store/connect';
import { openTestStore, type TestStore } from '@/runtime/store/embedded/test-store';
import { Messages } from '@/runtime/store/messages';
import { Outgoing, type OutgoingRecord } from '@/runtime/store/outgoing';
import { type TicketRecord, Tickets, untouchedTicket } from '@/runtime/store/tickets';
import { seedDemoWorkspace } from '@/runtime/workspace/demo-workspace';
import { bundleWorker, killProcess, type WorkerBundle } from '@/tests/worker-process';
import { type SmtpListener, startSmtpListener } from './smtp-listener';

// A real worker is killed again and again while it hands mail to a mail server that takes its time with each answer. What
// the server got, it must have got once; what it did not get must be sent later, or be shown as unknown.
const rounds = process.env.STELLWERK_LONG === '1' ? 200 : 5;
const mailsARound = 6;

let store: TestStore;
let bundle: WorkerBundle;
let server: SmtpListener;
let worker: ChildProcess;
const dataDir = mkdtempSync(join(tmpdir(), 'send-kill-'));
/** How often the mail server got each mail, by Message-ID; counted before it answers. */
const received = new Map<string, number>();

beforeAll(async () => {
  bundle = await bundleWorker();
  server = await startSmtpListener({
    host: '127.0.0.1',
    port: 0,
    maxBytes: 1_000_000,
    accepts: async () => {
      await pause(Math.random() * 60);
      return true;
    },
    receive: async ({ raw }) => {
      const id = /^Message-ID: <(.*)>/im.exec(raw.toString())?.[1] ?? '';
      received.set(id, (received.get(id) ?? 0) + 1);
      await pause(Math.random() * 200);
    },
    now: Date.now,
  });
  store = await openTestStore();
  await connectStore(store.uri);
  await seedDemoWorkspace({ language: 'en', at: new Date() });
  const outgoing = { kind: 'smtp', host: '127.0.0.1', port: server.port, security: 'none' };
  await Channels.updateOne({ _id: 'channel-service' }, { $set: { settings: { outgoing } } }).exec();
  await Tickets.create(ticket);
});

afterAll(async () => {
  if (worker) await killProcess(worker);
  await server.close();
  await disconnectStore();
  await store.stop();
  bundle.remove();
  rmSync(dataDir, { recursive: true, force: true });
});

const at = new Date();
const ticket: TicketRecord = {
  ...untouchedTicket(at),
  _id: 'ticket-1',
  number: 1,
  token: '0123456789abcdef',
  subject: 'My invoice',
  state: 'open',
  queueId: 'queue-billing',
  language: 'en',
  customerId: 'customer-1',
  customer: { name: 'Ada', address: 'ada@example.org' },
  channelId: 'channel-service',
  channelKind: 'email',
  queuedAt: at,
  unread: 0,
  snippet: '',
};

describe('sending', () => {
  it(
    `killed ${rounds} times, loses nothing and sends nothing twice`,
    async () => {
      worker = await startWorker();
      for (let round = 0; round < rounds; round += 1) {
        await queueReplies(round);
        await pause(50 + Math.random() * 1200);
        await killProcess(worker);
        worker = await startWorker();
      }
      await untilAtRest();

      const orders = await Outgoing.find({}).lean<OutgoingRecord[]>().exec();
      expect(orders).toHaveLength(rounds * mailsARound);
      const messageIds = new Map(
        (
          await Messages.find({ direction: 'outbound' }).lean<{ _id: string; messageId: string }[]>().exec()
        ).map(({ _id, messageId }) => [_id, messageId]),
      );
      for (const { _id, state } of orders) {
        const times = received.get(messageIds.get(_id) ?? '') ?? 0;
        expect({ _id, state, times }).toEqual(
          state === 'sent'
            ? { _id, state: 'sent', times: 1 }
            : { _id, state: 'unknown', times: expect.any(Number) },
        );
        expect(times).toBeLessThanOrEqual(1);
      }
      // What is unknown is shown at the message, for a person to decide.
      const unknown = orders.filter(({ state }) => state === 'unknown').length;
      expect(await Messages.countDocuments({ delivery: 'unknown' }).exec()).toBe(unknown);
      expect(orders.length - unknown).toBeGreaterThan(0);
    },
    60_000 + rounds * 10_000,
  );
});

async function queueReplies(round: number): Promise<void> {
  await queueOutgoing(
    Array.from({ length: mailsARound }, (_, index) => ({
      id: `reply:${round}:${index}`,
      ticket,
      channel: { _id: 'channel-service', kind: 'email', name: 'Service', address: 'service@stellwerk.local' },
      purpose: 'reply' as const,
      to: [],
      cc: [],
      subject: null,
      text: `Answer ${round}.${index}`,
      html: null,
      language: 'en',
      author: { id: 'lisa', name: 'Lisa' },
      inReplyTo: null,
      attachments: [],
      quickReplies: [],
      attachOriginal: false,
    })),
    new Date(),
  );
}

function startWorker(): Promise<ChildProcess> {
  return bundle.start({
    MONGODB_URI: store.uri,
    SMTP_PORT: '0',
    STELLWERK_DATA_DIR: dataDir,
    STELLWERK_SECRET_KEY: 's'.repeat(43),
    STELLWERK_LEASE_MS: '1000',
  });
}

async function untilAtRest(): Promise<void> {
  while (await Outgoing.exists({ state: { $in: ['queued', 'sending'] } }).exec()) await pause(100);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
