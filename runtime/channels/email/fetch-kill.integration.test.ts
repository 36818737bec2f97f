import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Channels } from '@/runtime/store/channels';
import { connectStore, disconnectStore } from '@/runtime/store/connect';
import { openTestStore, type TestStore } from '@/runtime/store/embedded/test-store';
import { Ledger } from '@/runtime/store/ledger';
import { type MessageRecord, Messages } from '@/runtime/store/messages';
import { sealSecret } from '@/runtime/store/secret-box';
import { Tickets } from '@/runtime/store/tickets';
import { seedDemoWorkspace } from '@/runtime/workspace/demo-workspace';
import { createDovecot, type Dovecot } from '@/tests/dovecot';
import { plainMail } from '@/tests/mail-installation';
import { bundleWorker, killProcess, type WorkerBundle } from '@/tests/worker-process';
import { connectImap } from './connect-imap';
import { channelSecretPurpose } from './email-settings';

// A real worker is killed again and again while it fetches from a real IMAP server: between fetching, ledger, mark and
// cursor. In the end each mail is one ticket, and the server was told of each.
const rounds = process.env.STELLWERK_LONG === '1' ? 200 : 3;
const mailsARound = 8;
process.env.STELLWERK_SECRET_KEY = 's'.repeat(43);

let store: TestStore;
let bundle: WorkerBundle;
let dovecot: Dovecot;
let worker: ChildProcess | undefined;
const dataDir = mkdtempSync(join(tmpdir(), 'fetch-kill-'));

beforeAll(async () => {
  [bundle, dovecot, store] = await Promise.all([bundleWorker(), createDovecot(), openTestStore()]);
  await dovecot.start();
  await connectStore(store.uri);
  await seedDemoWorkspace({ language: 'en', at: new Date() });
  const incoming = {
    kind: 'imap',
    host: '127.0.0.1',
    port: dovecot.port,
    security: 'none',
    user: dovecot.user,
  };
  const imapPassword = sealSecret(dovecot.password, channelSecretPurpose('channel-service', 'imapPassword'));
  await Channels.updateOne(
    { _id: 'channel-service' },
    { $set: { settings: { incoming }, secrets: { imapPassword } } },
  ).exec();
});

afterAll(async () => {
  if (worker) await killProcess(worker);
  await dovecot.remove();
  await disconnectStore();
  await store.stop();
  bundle.remove();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('fetching', () => {
  it(
    `killed ${rounds} times, loses nothing and takes nothing twice`,
    async () => {
      const delivered: string[] = [];
      for (let round = 0; round < rounds; round += 1) {
        worker = await startWorker();
        delivered.push(...(await deliver(round)));
        await pause(Math.random() * 500);
        await killProcess(worker);
      }
      worker = await startWorker();
      await expect
        .poll(() => Ledger.countDocuments({ state: 'ticket' }).exec(), { timeout: 60_000 })
        .toBe(delivered.length);
      await expect.poll(unseen, { timeout: 30_000 }).toBe(0);

      expect(await Ledger.countDocuments({}).exec()).toBe(delivered.length);
      expect(await Tickets.countDocuments({}).exec()).toBe(delivered.length);
      const inbound = await Messages.find({ direction: 'inbound' }).lean<MessageRecord[]>().exec();
      expect(inbound.map(({ messageId }) => messageId).toSorted()).toEqual(delivered.toSorted());
    },
    120_000 + rounds * 10_000,
  );
});

async function withImap<Result>(work: (client: Awaited<ReturnType<typeof connectImap>>) => Promise<Result>) {
  const client = await connectImap({
    host: '127.0.0.1',
    port: dovecot.port,
    security: 'none',
    user: dovecot.user,
    password: dovecot.password,
    accessToken: null,
    folders: ['INBOX'],
    afterFetch: { kind: 'nothing' },
    firstFetch: 'all',
  });
  try {
    return await work(client);
  } finally {
    await client.logout();
  }
}

/** Gives the Message-IDs. */
function deliver(round: number): Promise<string[]> {
  return withImap(async (client) => {
    const ids: string[] = [];
    for (let index = 0; index < mailsARound; index += 1) {
      const { raw, messageId } = plainMail({ from: `customer-${round}-${index}@example.org` });
      await client.append('INBOX', raw);
      ids.push(messageId);
    }
    return ids;
  });
}

function unseen(): Promise<number> {
  return withImap(async (client) => {
    const status = await client.status('INBOX', { unseen: true });
    return status ? (status.unseen ?? -1) : -1;
  });
}

function startWorker(): Promise<ChildProcess> {
  return bundle.start({
    MONGODB_URI: store.uri,
    SMTP_PORT: '0',
    STELLWERK_DATA_DIR: dataDir,
    STELLWERK_LEASE_MS: '1000',
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
