import { DomainError } from '@/runtime/domain-error';

/** Requests of one network address within a minute, of all kinds: many visitors may share one. */
const PER_MINUTE = 600;
/** Event streams of one visitor at the same time: one a tab. */
const STREAMS = 8;
const MINUTE_MS = 60_000;
const MOST_ADDRESSES = 20_000;

interface Meter {
  counts: Map<string, number>;
  since: number;
  streams: Map<string, number>;
}

// One per process, however often a bundler loads this module. Each process of an installation counts for itself.
const holder = globalThis as typeof globalThis & { stellwerkChatMeter?: Meter };

function meter(): Meter {
  holder.stellwerkChatMeter ??= { counts: new Map(), since: 0, streams: new Map() };
  return holder.stellwerkChatMeter;
}

/**
 * Counts a request before it costs the database anything. Errors: DomainError `chatTooFast` with `retryAfterMs`.
 * What makes tickets has stricter limits of its own, counted for the whole installation (`take-rate.ts`).
 */
export function meterRequest(address: string, now: number): void {
  const { counts } = meter();
  if (now - meter().since >= MINUTE_MS || counts.size > MOST_ADDRESSES) {
    counts.clear();
    meter().since = now;
  }
  const count = (counts.get(address) ?? 0) + 1;
  counts.set(address, count);
  if (count > PER_MINUTE) throw tooFast(meter().since + MINUTE_MS - now);
}

/** Counts an open stream of a visitor; gives a function that is called when it ends. Errors: DomainError `chatTooFast`. */
export function meterStream(sessionId: string): () => void {
  const { streams } = meter();
  const open = streams.get(sessionId) ?? 0;
  if (open >= STREAMS) throw tooFast(MINUTE_MS);
  streams.set(sessionId, open + 1);
  let ended = false;
  return () => {
    if (ended) return;
    ended = true;
    const left = (streams.get(sessionId) ?? 1) - 1;
    if (left > 0) streams.set(sessionId, left);
    else streams.delete(sessionId);
  };
}

function tooFast(retryAfterMs: number): DomainError {
  return new DomainError('limit', 'chatTooFast', 'Too many requests.', { retryAfterMs });
}
