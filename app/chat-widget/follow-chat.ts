import type { ChatLine, ChatState } from '@/runtime/channels/chat/chat-protocol';
import { type ChatClient, Refused } from './chat-client';
import { readEventStream } from './event-stream';

export interface ChatListener {
  line(line: ChatLine): void;
  state(state: ChatState): void;
  connected(connected: boolean): void;
  /** The server does not know this session any more. */
  lost(): void;
}

/** The server is heard of every 15 seconds; without a word for this long the connection is dead. */
const SILENCE_MS = 40_000;
const POLL_MS = 4_000;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Follows a chat until stopped: by the event stream, going on behind the last line after every interruption; where
 * something on the way holds streams back, by asking again and again. `after` tells the place of the last line at hand.
 */
export function followChat(
  client: ChatClient,
  session: string,
  after: () => number,
  listener: ChatListener,
): () => void {
  const stopped = new AbortController();
  let failures = 0;
  let silences = 0;

  async function run(): Promise<void> {
    while (!stopped.signal.aborted) {
      try {
        if (silences < 2) await readStream();
        else await poll();
        failures = 0;
      } catch (error) {
        if (stopped.signal.aborted) return;
        if (error instanceof Refused && error.code === 'sessionUnknown') return listener.lost();
        failures += 1;
        if (failures > 1) listener.connected(false);
      }
      const pause = silences >= 2 ? POLL_MS : 1000;
      await wait(Math.min(LONGEST_PAUSE_MS, pause * 2 ** Math.min(failures, 5)), stopped.signal);
    }
  }

  async function poll(): Promise<void> {
    const { lines, state } = await client.history(session, after());
    listener.connected(true);
    for (const line of lines) listener.line(line);
    listener.state(state);
  }

  async function readStream(): Promise<void> {
    const silence = watchSilence(SILENCE_MS, stopped.signal);
    let heard = false;
    try {
      const body = await client.stream(session, after(), silence.signal);
      const onBytes = () => {
        if (!heard) listener.connected(true);
        heard = true;
        failures = 0;
        silences = 0;
        silence.broken();
      };
      await readEventStream(body, onBytes, ({ name, data }) => {
        if (name === 'line') listener.line(JSON.parse(data));
        if (name === 'state') listener.state(JSON.parse(data));
      });
    } finally {
      silence.end();
      if (!heard && !stopped.signal.aborted && silence.signal.aborted) silences += 1;
    }
  }

  void run();
  return () => stopped.abort();
}

/** A signal that aborts after so many milliseconds without `broken()`, and together with `outer`. */
function watchSilence(milliseconds: number, outer: AbortSignal) {
  const attempt = new AbortController();
  const stop = () => attempt.abort();
  outer.addEventListener('abort', stop);
  let timer = setTimeout(stop, milliseconds);
  return {
    signal: attempt.signal,
    broken() {
      clearTimeout(timer);
      timer = setTimeout(stop, milliseconds);
    },
    end() {
      clearTimeout(timer);
      outer.removeEventListener('abort', stop);
    },
  };
}

function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
