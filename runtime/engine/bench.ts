import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { activityRegistry } from '@/nodes/activities.generated';
import { nodeRegistry } from '@/nodes/registry.generated';
import { bareMessage } from '@/runtime/channels/bare-message';
import type { InboundMessage } from '@/runtime/channels/inbound-message';
import { connectStore, disconnectStore } from '@/runtime/store/connect';
import { startEmbeddedStore } from '@/runtime/store/embedded/start';
import { seedDemoWorkspace } from '@/runtime/workspace/demo-workspace';
import { percentiles, placedTickets, placedTimes, untilAtRest, untilPlaced } from './bench-figures';
import { benchSmtp } from './bench-smtp';
import { createEngineContext } from './create-engine-context';
import { createEngine, type Engine } from './engine';
import type { EngineLog } from './engine-context';
import { createExpressionPool } from './expression-pool';

export interface IngestBench {
  /** Messages per second from the first one handed in to the last ticket in its queue and nothing left to do, as fast as it goes. */
  messagesPerSecond: number;
  /** The same until the last one was safe in the ledger. */
  receivedPerSecond: number;
  /** At 100 messages per second: from handing in to the ticket standing in its queue, milliseconds. */
  p50: number;
  p95: number;
}

export interface IngestBenchOptions {
  messages: number;
  /** Seconds of the measurement at 100 messages per second. */
  seconds: number;
  print(line: string): void;
}

const defaults: IngestBenchOptions = {
  messages: 3000,
  seconds: 10,
  print: (line) => process.stdout.write(`${line}\n`),
};

/**
 * How fast messages become tickets, with the embedded store syncing every commit, as in operation, and the demo workspace's
 * flow (classifier, opening hours, reply, queue). Prints figures; asserts nothing.
 */
export async function benchIngest(options: Partial<IngestBenchOptions> = {}): Promise<IngestBench> {
  const settings = { ...defaults, ...options };
  const result = await benchReceive(settings);
  await benchSmtp(settings);
  return result;
}

/** From the engine's door, without a channel: what of the whole way is the engine's own. */
async function benchReceive(settings: IngestBenchOptions): Promise<IngestBench> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bench-store-'));
  const store = await startEmbeddedStore({ dataDir });
  const pool = createExpressionPool();
  try {
    await connectStore(store.uri);
    await seedDemoWorkspace({ language: 'en', at: new Date() });
    const engine = createEngine(
      createEngineContext({
        registry: nodeRegistry,
        activities: activityRegistry,
        expressions: pool.expressions,
        log: warnings(settings.print),
      }),
    );
    engine.start();
    await measureThroughput(engine, 200);
    const throughput = await measureThroughput(engine, settings.messages);
    const latency = await measureLatency(engine, settings.seconds);
    await engine.stop();
    const result = { ...throughput, ...latency };
    settings.print(
      `ingest: ${result.messagesPerSecond.toFixed(0)} messages/s to committed ticket, ` +
        `${result.receivedPerSecond.toFixed(0)}/s to ledger; at 100/s p50 ${result.p50.toFixed(0)} ms, p95 ${result.p95.toFixed(0)} ms`,
    );
    return result;
  } finally {
    await disconnectStore();
    pool.stop();
    await store.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function measureThroughput(
  engine: Engine,
  count: number,
): Promise<Pick<IngestBench, 'messagesPerSecond' | 'receivedPerSecond'>> {
  const before = await placedTickets();
  const messages = Array.from({ length: count }, () => benchMessage());
  const began = performance.now();
  await Promise.all(messages.map((message) => engine.receive(message)));
  const received = performance.now();
  await untilPlaced(before + count, 50);
  await untilAtRest(50);
  const placed = performance.now();
  return {
    messagesPerSecond: (count * 1000) / (placed - began),
    receivedPerSecond: (count * 1000) / (received - began),
  };
}

/** Hands in one message every 10 ms and looks up afterwards when each ticket was told to stand in its queue. */
async function measureLatency(engine: Engine, seconds: number): Promise<Pick<IngestBench, 'p50' | 'p95'>> {
  const before = await placedTickets();
  const handedIn = new Map<string, number>();
  const count = seconds * 100;
  const receiving: Promise<void>[] = [];
  const began = Date.now();
  for (let index = 0; index < count; index += 1) {
    const late = began + index * 10 - Date.now();
    if (late > 0) await pause(late);
    const at = Date.now();
    receiving.push(engine.receive(benchMessage()).then(({ ledgerId }) => void handedIn.set(ledgerId, at)));
  }
  await Promise.all(receiving);
  await untilPlaced(before + count, 20);
  await pause(500);
  const placed = await placedTimes(new Date(began));
  return percentiles(
    [...handedIn].flatMap(([ticketId, at]) => {
      const placedAt = placed.get(ticketId);
      return placedAt === undefined ? [] : [placedAt - at];
    }),
  );
}

function benchMessage(): InboundMessage {
  const id = randomBytes(9).toString('base64url');
  const text = `Good morning,\n\nthere is a mistake in my last invoice ${id}: you have charged me twice. Please look into it.\n\n`;
  const bare = bareMessage('email', 'service', Date.now());
  return {
    ...bare,
    channelId: 'channel-service',
    channelKind: 'email',
    externalId: id,
    raw: Buffer.from(`Message-ID: <${id}@example.org>\r\nSubject: Invoice\r\n\r\n${text.repeat(20)}`),
    facts: {
      ...bare.facts,
      address: 'service@stellwerk.local',
      from: { name: 'Ada Beispiel', address: `${id}@example.org` },
      to: [{ name: '', address: 'service@stellwerk.local' }],
      subject: 'Invoice',
      text,
      language: 'en',
      messageId: `${id}@example.org`,
    },
  };
}

function warnings(print: (line: string) => void): EngineLog {
  const show = (details: Record<string, unknown>, message: string) =>
    print(`${message} ${details.error instanceof Error ? details.error.message : ''}`);
  return { info: () => undefined, warn: show, error: show };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
