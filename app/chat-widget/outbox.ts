import type { MessageRequest } from '@/runtime/channels/chat/chat-protocol';
import { type ChatClient, Refused } from './chat-client';
import type { ChatLines } from './chat-lines';
import type { ChatSession } from './chat-session';
import type { Keeper } from './kept';

/** A message of the visitor's that the server has not said to be safe. */
export interface Unsent {
  request: MessageRequest;
  /** What is shown: of a chosen answer, its label. */
  text: string;
  files: File[];
  state: 'sending' | 'waiting' | 'refused';
  /** Why it was refused. */
  code: string | null;
  /** It has begun a new session already. */
  renewed: boolean;
}

export interface Outbox {
  list(): Unsent[];
  add(request: MessageRequest, text: string, files: File[]): void;
  /** The server has it, or the visitor does not want it any more. */
  drop(clientId: string): void;
  sendAgain(clientId: string): void;
  /** One after another, in the order they were written; without a connection again and again. */
  flush(): Promise<void>;
}

export interface OutboxOptions {
  client: ChatClient;
  keeper: Keeper;
  lines: ChatLines;
  session: ChatSession;
  onChange(): void;
}

const LONGEST_PAUSE_MS = 20_000;

/** The messages that are not safe yet, kept over reloads until the server has taken them. */
export function createOutbox({ client, keeper, lines, session, onChange }: OutboxOptions): Outbox {
  let unsent: Unsent[] = keeper.read().unsent.map((request) => ({
    request,
    text: request.text,
    files: [],
    state: 'waiting',
    code: null,
    renewed: false,
  }));
  let sending = false;

  function keep(): void {
    // Files cannot be kept over a reload; what goes along with them is not sent without them.
    keeper.write({ unsent: unsent.filter(({ files }) => files.length === 0).map(({ request }) => request) });
  }

  function drop(clientId: string): void {
    const before = unsent.length;
    unsent = unsent.filter(({ request }) => request.clientId !== clientId);
    if (unsent.length !== before) keep();
  }

  async function flush(): Promise<void> {
    if (sending) return;
    sending = true;
    let failures = 0;
    for (;;) {
      const next = unsent.find((one) => one.state !== 'refused');
      if (!next) break;
      try {
        next.state = 'sending';
        onChange();
        const { id } = await client.send(await session.begin(), next.request, next.files);
        failures = 0;
        lines.putOwn(id, next);
        drop(next.request.clientId);
      } catch (error) {
        if (error instanceof Refused && !error.temporary) {
          refuse(next, error.code, session);
        } else {
          failures += 1;
          next.state = 'waiting';
          onChange();
          await wait(pauseAfter(failures, error));
        }
      }
      onChange();
    }
    sending = false;
  }

  return {
    list: () => unsent,
    add(request, text, files) {
      unsent = [...unsent, { request, text, files, state: 'sending', code: null, renewed: false }];
      keep();
    },
    drop,
    sendAgain(clientId) {
      const found = unsent.find(({ request }) => request.clientId === clientId);
      if (found) found.state = 'waiting';
      void flush();
    },
    flush,
  };
}

function refuse(message: Unsent, code: string, session: ChatSession): void {
  message.code = code;
  // A session that was not used for long has ended: the message begins another one, once.
  const renew = code === 'sessionUnknown' && !message.renewed && !message.request.choice;
  message.state = renew ? 'waiting' : 'refused';
  message.renewed ||= renew;
  if (code === 'sessionUnknown') session.end();
}

/** Milliseconds; longer with every failure, and as long as the server asks for. */
function pauseAfter(failures: number, error: unknown): number {
  const pause = Math.min(LONGEST_PAUSE_MS, 1000 * 2 ** Math.min(failures, 6));
  return Math.max(pause, error instanceof Refused ? error.retryAfterMs : 0);
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
