import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectStore, disconnectStore } from '@/runtime/store/connect';
import { openTestStore, type TestStore } from '@/runtime/store/embedded/test-store';
import { readFile as readStoredFile } from '@/runtime/store/files';
import { Ledger, type LedgerRecord } from '@/runtime/store/ledger';
import { type MessageRecord, Messages } from '@/runtime/store/messages';
import { findRawMessage } from '@/runtime/store/raw-messages';
import { Tickets } from '@/runtime/store/tickets';
import { freePort } from '@/tests/free-port';
import { sendRaw } from '@/tests/mail-installation';
import { bundleWorker, killProcess, type WorkerBundle } from '@/tests/worker-process';

// A mail of 40 MB through the real worker: its memory is read from the system.
const attachmentBytes = 29_000_000;

let store: TestStore;
let bundle: WorkerBundle;
const dataDir = mkdtempSync(join(tmpdir(), 'large-'));
beforeAll(async () => {
  bundle = await bundleWorker();
  store = await openTestStore();
  await connectStore(store.uri);
});
afterAll(async () => {
  await disconnectStore();
  await store.stop();
  bundle.remove();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('a mail of 40 MB', () => {
  it('becomes a ticket with its attachment whole, within 400 MB of memory', async () => {
    const port = await freePort();
    const worker = await bundle.start({
      MONGODB_URI: store.uri,
      SMTP_PORT: String(port),
      STELLWERK_DATA_DIR: dataDir,
      STELLWERK_SECRET_KEY: 's'.repeat(43),
    });
    try {
      const attachment = Buffer.alloc(attachmentBytes);
      for (let index = 0; index < attachment.length; index += 4)
        attachment.writeUInt32LE((index * 2_654_435_761) >>> 0, index);
      const raw = mailWith(attachment);
      expect(raw.length).toBeGreaterThan(39_000_000);
      await sendRaw(port, raw);
      await expect.poll(() => Tickets.countDocuments({ state: 'open' }).exec(), { timeout: 60_000 }).toBe(1);
      const peak = Number(
        /VmHWM:\s+(\d+) kB/.exec(await readFile(`/proc/${worker.pid}/status`, 'utf8'))?.[1],
      );
      expect(peak).toBeGreaterThan(50_000);
      expect(peak / 1024).toBeLessThan(400);

      const message = await Messages.findOne({ direction: 'inbound' }).lean<MessageRecord>().exec();
      const [file] = message?.attachments ?? [];
      expect(file).toMatchObject({ name: 'plan.bin', size: attachmentBytes });
      expect((await readStoredFile('attachments', file?.fileId ?? '')).equals(attachment)).toBe(true);
      const line = await Ledger.findOne({}).lean<LedgerRecord>().exec();
      expect((await findRawMessage(line?._id ?? ''))?.length).toBe(line?.raw.size);
    } finally {
      await killProcess(worker);
    }
  }, 120_000);
});

function mailWith(attachment: Buffer): Buffer {
  const head = [
    'Message-ID: <large-1@example.org>',
    'From: Ada <ada@example.org>',
    'To: service@stellwerk.local',
    'Subject: The plan',
    'Date: Mon, 01 Jun 2026 10:00:00 +0200',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Here is the plan.',
    '--b',
    'Content-Type: application/octet-stream; name="plan.bin"',
    'Content-Disposition: attachment; filename="plan.bin"',
    'Content-Transfer-Encoding: base64',
    '',
    '',
  ].join('\r\n');
  const lines = attachment.toString('base64').match(/.{1,76}/g) ?? [];
  return Buffer.from(`${head}${lines.join('\r\n')}\r\n--b--\r\n`);
}
