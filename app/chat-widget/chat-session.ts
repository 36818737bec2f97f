import type { ChatLine, ChatState, SessionRequest } from '@/runtime/channels/chat/chat-protocol';
import type { ChatClient } from './chat-client';
import type { ChatLines } from './chat-lines';
import { followChat } from './follow-chat';
import type { Keeper } from './kept';

export interface ChatSession {
  /** Null before the first message. */
  token(): string | null;
  state(): ChatState;
  connected(): boolean;
  /** The token, of a new session if there is none. */
  begin(): Promise<string>;
  /** The server does not know it any more: nothing of it is kept. */
  end(): void;
  /** The ticket is left; the session stays. */
  leave(): Promise<void>;
  /** Follows the chat while somebody can see it. */
  attend(attending: boolean): void;
}

export interface ChatSessionOptions {
  client: ChatClient;
  keeper: Keeper;
  lines: ChatLines;
  /** Signed link that carries a ticket over. */
  carry: string | null;
  /** What a new session is begun with. */
  request(): SessionRequest;
  onLine(line: ChatLine): void;
  onChange(): void;
}

const noTicket: ChatState = { state: 'none', agent: null, number: null, typing: false };

/** The visitor's session with the server: begun by his first message, followed while he is there, kept over reloads. */
export function createChatSession(options: ChatSessionOptions): ChatSession {
  const { client, keeper, lines, carry, onChange } = options;
  const kept = keeper.read();
  const isCarried = carry !== null && carry !== kept.carry;
  let token = isCarried ? null : kept.session;
  let state = noTicket;
  let connected = true;
  let stopFollowing: (() => void) | null = null;
  let attending = false;

  function follow(): void {
    if (!attending || token === null || stopFollowing) return;
    stopFollowing = followChat(client, token, lines.lastPlace, {
      line: options.onLine,
      state(next) {
        state = next;
        onChange();
      },
      connected(next) {
        if (next === connected) return;
        connected = next;
        onChange();
      },
      lost() {
        end();
        onChange();
      },
    });
  }

  function unfollow(): void {
    stopFollowing?.();
    stopFollowing = null;
  }

  function end(): void {
    unfollow();
    token = null;
    lines.clear();
    state = noTicket;
    keeper.forget();
  }

  async function begin(): Promise<string> {
    if (token !== null) return token;
    const opened = await client.open(options.request());
    token = opened.token;
    state = opened.state;
    keeper.write({ session: token, carry });
    follow();
    return opened.token;
  }

  return {
    token: () => token,
    state: () => state,
    connected: () => connected,
    begin,
    end,
    async leave() {
      if (token !== null) await client.leave(token);
      state = noTicket;
    },
    attend(now) {
      attending = now;
      if (now) follow();
      else unfollow();
    },
  };
}
