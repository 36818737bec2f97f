import type { ChatLine, ChatState } from '@/runtime/channels/chat/chat-protocol';
import { type ChatClient, Refused } from './chat-client';

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
    const attempt = new AbortController();
    const stop = () => attempt.abort();
    stopped.signal.addEventListener('abort', stop);
    let heard = false;
    let timer = setTimeout(stop, SILENCE_MS);
    try {
      const body = await client.stream(session, after(), attempt.signal);
      const reader = body.getReader();
      const decoder = new TextDecoder();
      let rest = '';
      for (;;) {
        const { value, done } = await reader.read();
        if (done) return;
        if (!heard) listener.connected(true);
        heard = true;
        failures = 0;
        silences = 0;
        clearTimeout(timer);
        timer = setTimeout(stop, SILENCE_MS);
        rest += decoder.decode(value, { stream: true });
        const blocks = rest.split('\n\n');
        rest = blocks.pop() ?? '';
        for (const block of blocks) tell(block);
      }
    } finally {
      clearTimeout(timer);
      stopped.signal.removeEventListener('abort', stop);
      if (!heard && !stopped.signal.aborted && attempt.signal.aborted) silences += 1;
    }
  }

  function tell(block: string): void {
    const event = /^event: (.*)$/m.exec(block)?.[1];
    const data = /^data: (.*)$/m.exec(block)?.[1];
    if (data === undefined) return;
    if (event === 'line') listener.line(JSON.parse(data));
    if (event === 'state') listener.state(JSON.parse(data));
  }

  void run();
  return () => stopped.abort();
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
