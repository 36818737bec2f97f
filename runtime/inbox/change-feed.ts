import { type LiveEventRecord, readLiveEvents } from '@/runtime/store/live-events';

type Listener = (events: LiveEventRecord[]) => void;

interface Feed {
  listeners: Set<Listener>;
  running: boolean;
}

const BUSY_MS = 250;
const QUIET_MS = 500;
const BROKEN_MS = 2_000;
const QUIET_AFTER_MS = 20_000;

// One loop per process, however often a development server or a bundler loads this module.
const holder = globalThis as typeof globalThis & { stellwerkChangeFeed?: Feed };

/**
 * Follows the `events` collection for everybody in this process who listens: one query per 250 ms while something
 * happens, per 500 ms while it is quiet, none while nobody listens. Gives a function that ends the listening.
 */
export function followChanges(listener: Listener): () => void {
  holder.stellwerkChangeFeed ??= { listeners: new Set(), running: false };
  const feed = holder.stellwerkChangeFeed;
  feed.listeners.add(listener);
  if (!feed.running) void run(feed);
  return () => feed.listeners.delete(listener);
}

/** What happened after `cursor` (an event's id), oldest first; events of the last seconds before it may come again. */
export async function readChangesSince(cursor: string): Promise<LiveEventRecord[]> {
  const { events } = await readLiveEvents(cursor, new Set());
  return events;
}

async function run(feed: Feed): Promise<void> {
  feed.running = true;
  const seen = new Set<string>();
  let cursor: string | null = null;
  let lastChange = Date.now();
  while (feed.listeners.size > 0) {
    const read: Awaited<ReturnType<typeof readLiveEvents>> | null = await readLiveEvents(cursor, seen).catch(
      reportBroken,
    );
    if (read === null) {
      await pause(BROKEN_MS);
      continue;
    }
    cursor = read.cursor;
    if (read.events.length > 0) {
      lastChange = Date.now();
      for (const listener of feed.listeners) listener(read.events);
    }
    await pause(Date.now() - lastChange > QUIET_AFTER_MS ? QUIET_MS : BUSY_MS);
  }
  feed.running = false;
}

/** The store is away: browsers keep what they have, the loop tries again, and the log says so. */
function reportBroken(error: unknown): null {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${JSON.stringify({ level: 'warn', what: 'live changes interrupted', message })}\n`);
  return null;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
