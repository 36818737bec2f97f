import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createTestEngine, openTestInstallation } from '@/runtime/engine/test-kit';
import { findChannels } from '@/runtime/store/channels';
import { parseMail } from './parse/parse-mail';
import { MAX_MAIL_BYTES, readMail } from './read-mail';

/** Bundled, this file lies elsewhere: tasks run in the project's folder. */
const FIXTURES = join(process.cwd(), 'runtime/channels/email/parse/fixtures');

/**
 * Reading mixed real mails and taking them in, up to their tickets: `npm run bench -- mail [FOLDER] [COUNT]`. Without a folder the
 * mails that the project ships are used, each as often as needed; copies bear a Message-ID of their own.
 */
export async function benchMail(folder: string | undefined, count = 1000): Promise<void> {
  const originals = mailFiles(folder ?? FIXTURES).map((path) => readFileSync(path));
  if (originals.length === 0) throw new Error('There is no mail in this folder.');
  const mails = Array.from({ length: count }, (_, index) =>
    copyOf(originals[index % originals.length] ?? Buffer.alloc(0), index),
  );
  const bytes = mails.reduce((sum, mail) => sum + mail.length, 0);
  console.log(
    `${count} mails from ${originals.length} originals, ${(bytes / 1_000_000).toFixed(1)} MB altogether`,
  );
  await measureLarge();
  const memory = watchMemory();
  await measure('parse', count, async () => {
    for (const mail of mails) await parseMail(mail);
  });
  await measureIngest(mails, count);
  console.log(`peak memory ${memory.stop()} MB`);
}

async function measureIngest(mails: Buffer[], count: number): Promise<void> {
  const installation = await openTestInstallation();
  const engine = createTestEngine();
  engine.start();
  try {
    const [channel] = await findChannels();
    if (!channel) throw new Error('The installation has no mailbox.');
    const latencies: number[] = [];
    await measure('parse and ingest, to the committed ticket', count, async () => {
      const waiting = mails.values();
      const take = async () => {
        for (const raw of waiting) {
          const begin = performance.now();
          const mail = { raw, envelope: { from: '', to: [] }, arrivedAt: Date.now(), remoteAddress: '' };
          await engine.receive(await readMail(mail, channel, channel.addresses[0] ?? null));
          latencies.push(performance.now() - begin);
        }
      };
      await Promise.all(Array.from({ length: 20 }, take));
      await engine.settle();
    });
    const sorted = latencies.sort((a, b) => a - b);
    const quantile = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1);
    console.log(`  safe in the ledger after p50 ${quantile(0.5)} ms, p95 ${quantile(0.95)} ms`);
  } finally {
    await engine.stop();
    await installation.close();
  }
}

/** One mail of 40 MB: most of it one attachment. */
async function measureLarge(): Promise<void> {
  const head =
    'From: a@example.org\r\nSubject: Large\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nText\r\n--b\r\nContent-Type: application/octet-stream; name=x.bin\r\nContent-Transfer-Encoding: base64\r\n\r\n';
  const mail = Buffer.concat([
    Buffer.from(head),
    Buffer.alloc(40_000_000, `${'QUJD'.repeat(19)}\r\n`),
    Buffer.from('\r\n--b--\r\n'),
  ]);
  const memory = watchMemory();
  await measure('parse a mail of 40 MB', 1, async () => {
    await parseMail(mail, { limits: { maxBytes: MAX_MAIL_BYTES } });
  });
  console.log(`  peak memory meanwhile ${memory.stop()} MB`);
}

async function measure(name: string, count: number, work: () => Promise<void>): Promise<void> {
  const begin = performance.now();
  const before = process.cpuUsage();
  await work();
  const seconds = (performance.now() - begin) / 1000;
  const { user, system } = process.cpuUsage(before);
  const cpu = (user + system) / 1000 / count;
  console.log(`${name}: ${(count / seconds).toFixed(0)}/s, ${cpu.toFixed(2)} ms of CPU each`);
}

function watchMemory(): { stop(): number } {
  let peak = 0;
  const look = () => {
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  const timer = setInterval(look, 20);
  return {
    stop() {
      clearInterval(timer);
      look();
      return Math.round(peak / 1_000_000);
    },
  };
}

function mailFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile() && /\.(?:eml|msg|txt)$|\/[^.]+$/.test(path))
    .sort();
}

function copyOf(original: Buffer, index: number): Buffer {
  return Buffer.concat([Buffer.from(`Message-ID: <copy-${index}@bench.example>\r\n`), original]);
}
