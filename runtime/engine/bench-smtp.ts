import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Calendars } from '@/runtime/store/calendars';
import { connectStore, disconnectStore } from '@/runtime/store/connect';
import { nativeCollection } from '@/runtime/store/define-model';
import { startEmbeddedStore } from '@/runtime/store/embedded/start';
import { Tickets } from '@/runtime/store/tickets';
import { seedDemoWorkspace } from '@/runtime/workspace/demo-workspace';
import { youngGeneration } from '@/runtime/young-generation';
import { freePort } from '@/tests/free-port';
import {
  percentiles,
  placedTickets,
  placedTimes,
  processFigures,
  storeProcess,
  untilAtRest,
  untilPlaced,
  untilSent,
} from './bench-figures';
import type { BenchSending } from './bench-sender';

export interface SmtpBenchOptions {
  messages: number;
  /** Seconds of the measurement at 100 mails per second. */
  seconds: number;
  print(line: string): void;
}

/** The argument under which the benchmark's program sends mails instead. */
export const senderArgument = 'smtp-sender';

/**
 * The whole way as in operation: a sender in its own process, SMTP, the real worker, the embedded store syncing every
 * commit, and the demo workspace's flow with its automatic reply, which is written out too. Prints figures.
 */
export async function benchSmtp({ messages, seconds, print }: SmtpBenchOptions): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bench-smtp-'));
  // As in operation, for the store too.
  process.env.NODE_OPTIONS = youngGeneration.usual;
  const store = await startEmbeddedStore({ dataDir: join(dataDir, 'store') });
  let worker: ChildProcess | undefined;
  try {
    await connectStore(store.uri);
    await seedDemoWorkspace({ language: 'en', at: new Date() });
    await Calendars.updateMany({}, { $set: { 'hours.weekly': closedNow() } }).exec();
    const port = await freePort();
    worker = await startWorker(store.uri, port, dataDir);
    const processes = [worker.pid ?? 0, await storeProcess()];
    await send({ port, messages: 300, connections: 20, perSecond: 0 });
    await untilPlaced(300, 50);
    await untilAtRest(50);

    const before = processes.map(processFigures);
    const stood = await placedTickets();
    const began = await send({ port, messages, connections: 50, perSecond: 0 });
    await untilPlaced(stood + messages, 50);
    await untilAtRest(50);
    const took = performance.now() - began;
    await untilSent(50);
    const tookAll = performance.now() - began;
    const after = processes.map(processFigures);
    const [workerMs = 0, storeMs = 0] = after.map(
      ({ cpuMs }, index) => (cpuMs - (before[index]?.cpuMs ?? 0)) / messages,
    );
    print(
      `ingest over SMTP: ${((messages * 1000) / took).toFixed(0)} messages/s to committed ticket, ${((messages * 1000) / tookAll).toFixed(0)}/s until every automatic reply had gone; processor time per message: worker ${workerMs.toFixed(2)} ms, store ${storeMs.toFixed(2)} ms`,
    );

    const { p50, p95 } = await measureLatency(port, seconds);
    print(
      `  at 100/s: p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms from MAIL FROM to the ticket in its queue`,
    );
    const [used, held] = processes.map(processFigures);
    print(
      `  memory: worker ${used?.megabytes.toFixed(0)} MB (at most ${used?.peakMegabytes.toFixed(0)}), store ${held?.megabytes.toFixed(0)} MB (at most ${held?.peakMegabytes.toFixed(0)})`,
    );
  } finally {
    worker?.kill('SIGKILL');
    await disconnectStore();
    await store.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Four hours a day, far from now in Berlin: every mail gets its automatic reply, at whatever hour this is measured. */
function closedNow(): Record<string, { from: string; to: string }[]> {
  const opens = (new Date().getUTCHours() + 8) % 20;
  const hour = (at: number) => `${String(at).padStart(2, '0')}:00`;
  const slots = [{ from: hour(opens), to: hour(opens + 4) }];
  return Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((weekday) => [String(weekday), slots]));
}

/** A mail every 10 ms; its sender's address names the moment it was sent. */
async function measureLatency(port: number, seconds: number): Promise<{ p50: number; p95: number }> {
  const since = new Date();
  const stood = await placedTickets();
  const messages = seconds * 100;
  await send({ port, messages, connections: 20, perSecond: 100 });
  await untilPlaced(stood + messages, 20);
  await new Promise((resolve) => setTimeout(resolve, 500));
  const placed = await placedTimes(since);
  const tickets = await nativeCollection(Tickets)
    .find({ createdAt: { $gte: since } })
    .project<{ _id: string; customer: { address: string } }>({ 'customer.address': 1 })
    .toArray();
  return percentiles(
    tickets.flatMap(({ _id, customer }) => {
      const at = placed.get(_id);
      return at === undefined ? [] : [at - Number(customer.address.split('-')[0])];
    }),
  );
}

async function startWorker(uri: string, port: number, dataDir: string): Promise<ChildProcess> {
  const worker = fork(workerEntry(), [], {
    env: {
      ...process.env,
      MONGODB_URI: uri,
      SMTP_PORT: String(port),
      STELLWERK_DATA_DIR: dataDir,
      STELLWERK_SECRET_KEY: 'b'.repeat(43),
      STELLWERK_LOG_LEVEL: 'warn',
      NODE_OPTIONS: youngGeneration.worker,
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await new Promise<void>((resolve, reject) => {
    worker.on('message', (message) => {
      if (typeof message === 'object' && message !== null && 'type' in message && message.type === 'ready')
        resolve();
    });
    worker.once('exit', (code) => reject(new Error(`The worker ended before it was ready (${code}).`)));
  });
  return worker;
}

/** The program beside this one, bundled or as source. */
function workerEntry(): string {
  const bundled = fileURLToPath(new URL('./worker.js', import.meta.url));
  return existsSync(bundled) ? bundled : fileURLToPath(new URL('../worker.ts', import.meta.url));
}

/** Gives when the first mail went out: starting the sender is not what is measured. */
async function send(sending: BenchSending): Promise<number> {
  let began = performance.now();
  const sender = fork(process.argv[1] ?? '', [senderArgument, JSON.stringify(sending)]);
  sender.once('message', () => {
    began = performance.now();
  });
  const [code] = await once(sender, 'exit');
  if (code !== 0) throw new Error(`The sender ended with ${code}.`);
  return began;
}
