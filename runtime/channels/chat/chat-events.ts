import { type ChatSessionRecord, findChatSession } from '@/runtime/store/chat-sessions';
import type { LiveEventRecord } from '@/runtime/store/live-events';
import { readHistory } from './chat-history';
import type { ChatLine, ChatState } from './chat-protocol';

export type ChatEvent =
  | { event: 'line'; id: number; data: ChatLine }
  | { event: 'state'; id: null; data: ChatState }
  | { event: 'ping'; id: null; data: null };

export interface FollowedChat {
  session: ChatSessionRecord;
  /** Place of the last line that the browser has. */
  after: number;
  /** Tells what happens in the installation; gives a function that ends it. */
  follow(listener: (events: LiveEventRecord[]) => void): () => void;
  /** Epoch milliseconds. */
  now(): number;
  stop: AbortSignal;
}

/** Below what proxies commonly cut a silent connection at (60 s), and below the widget's patience. */
const PING_MS = 15_000;
/** Writing that is not repeated vanishes without an event: the state is looked at again. */
const TYPING_MS = 6_000;

/** Everything a visitor's browser is told from now on: first what it has missed, then whatever happens, until `stop`. */
export async function* chatEvents(chat: FollowedChat): AsyncGenerator<ChatEvent, void> {
  const { stop, now } = chat;
  let { session, after } = chat;
  let ticketId = session.ticketId;
  let changed = true;
  let wake = () => {};
  const rouse = () => {
    changed = true;
    wake();
  };
  // Listening begins before the past is read: nothing falls between the two.
  const unfollow = chat.follow((events) => {
    if (events.some(({ topic, key }) => key === (topic === 'chat' ? session._id : ticketId))) rouse();
  });
  const leave = () => wake();
  stop.addEventListener('abort', leave);
  const sent = new Set<string>();
  let told = '';
  let typing = false;
  try {
    while (!stop.aborted) {
      const quiet = !changed;
      changed = false;
      if (quiet && !typing) {
        yield { event: 'ping', id: null, data: null };
      } else {
        session = (await findChatSession(session._id)) ?? session;
        ticketId = session.ticketId;
        const { lines, state } = await readHistory(session, after, new Date(now()));
        for (const line of lines) {
          if (sent.has(line.id)) continue;
          sent.add(line.id);
          after = Math.max(after, line.place);
          yield { event: 'line', id: line.place, data: line };
        }
        typing = state.typing;
        if (JSON.stringify(state) !== told) {
          told = JSON.stringify(state);
          yield { event: 'state', id: null, data: state };
        }
      }
      if (changed || stop.aborted) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, typing ? TYPING_MS : PING_MS);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  } finally {
    unfollow();
    stop.removeEventListener('abort', leave);
  }
}
