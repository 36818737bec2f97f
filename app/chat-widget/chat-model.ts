import type {
  ChatConfig,
  ChatLine,
  ChatState,
  MessageRequest,
  SessionRequest,
} from '@/runtime/channels/chat/chat-protocol';
import { type ChatClient, Refused } from './chat-client';
import { followChat } from './follow-chat';
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

export interface ChatModel {
  config: ChatConfig;
  /** By place. */
  lines(): ChatLine[];
  unsent(): Unsent[];
  state(): ChatState;
  connected(): boolean;
  /** Whether a session exists: then nothing has to be agreed to any more. */
  begun(): boolean;
  /** What the visitor says of himself, and that he agrees: kept until his first message needs it. */
  introduce(self: { consent: boolean; name: string; email: string }): void;
  send(text: string, files: File[], choice?: MessageRequest['choice']): void;
  sendAgain(clientId: string): void;
  discard(clientId: string): void;
  typing(typing: boolean): void;
  newChat(): Promise<void>;
  transcript(email: string): Promise<void>;
  file(message: string, file: string): Promise<Blob>;
  /** Follows the chat while somebody can see it. */
  attend(attending: boolean): void;
}

export interface ChatModelOptions {
  client: ChatClient;
  keeper: Keeper;
  config: ChatConfig;
  language: 'de' | 'en';
  /** Signed link that carries a ticket over. */
  carry: string | null;
  page(): string;
  onChange(): void;
  /** A line that was not there before, of somebody else. */
  onNews(): void;
}

const noTicket: ChatState = { state: 'none', agent: null, number: null, typing: false };
const LONGEST_PAUSE_MS = 20_000;

/** The state of one visitor's chat, and everything that changes it. Knows nothing of how it is shown. */
export function createChatModel(options: ChatModelOptions): ChatModel {
  const { client, keeper, config, onChange } = options;
  const kept = keeper.read();
  const isCarried = options.carry !== null && options.carry !== kept.carry;
  let session = isCarried ? null : kept.session;
  let self = { consent: false, name: '', email: '' };
  let state = noTicket;
  let connected = true;
  let stopFollowing: (() => void) | null = null;
  let attending = false;
  let sending = false;
  let told = false;
  const lines = new Map<string, ChatLine>();
  let unsent: Unsent[] = kept.unsent.map((request) => ({
    request,
    text: request.text,
    files: [],
    state: 'waiting',
    code: null,
    renewed: false,
  }));

  const places = () => [...lines.values()].sort((one, other) => one.place - other.place);
  const lastPlace = () => Math.max(0, ...[...lines.values()].map(({ place }) => place));

  function keep(): void {
    // Files cannot be kept over a reload; what goes along with them is not sent without them.
    keeper.write({ unsent: unsent.filter(({ files }) => files.length === 0).map(({ request }) => request) });
  }

  function follow(): void {
    if (!attending || session === null || stopFollowing) return;
    const mine = session;
    stopFollowing = followChat(client, mine, lastPlace, {
      line(line) {
        const isNew = !lines.has(line.id);
        lines.set(line.id, line);
        if (line.clientId !== null) drop(line.clientId);
        if (isNew && line.from !== 'visitor') options.onNews();
        onChange();
      },
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
        endSession();
        onChange();
      },
    });
  }

  function endSession(): void {
    unfollow();
    session = null;
    lines.clear();
    state = noTicket;
    keeper.forget();
  }

  function unfollow(): void {
    stopFollowing?.();
    stopFollowing = null;
  }

  function drop(clientId: string): void {
    const before = unsent.length;
    unsent = unsent.filter(({ request }) => request.clientId !== clientId);
    if (unsent.length !== before) keep();
  }

  async function begin(): Promise<string> {
    if (session !== null) return session;
    const request: SessionRequest = {
      language: options.language,
      consent: self.consent,
      ...(self.name ? { name: self.name } : {}),
      ...(self.email ? { email: self.email } : {}),
      ...(options.carry ? { carry: options.carry } : {}),
    };
    const opened = await client.open(request);
    session = opened.token;
    state = opened.state;
    keeper.write({ session, carry: options.carry });
    follow();
    return opened.token;
  }

  /** One after another, in the order they were written; without a connection again and again. */
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
        const { id } = await client.send(await begin(), next.request, next.files);
        failures = 0;
        const sent = lines.get(id) ?? ownLine(id, next);
        lines.set(id, sent);
        drop(next.request.clientId);
      } catch (error) {
        const refused = error instanceof Refused ? error : null;
        if (refused && !refused.temporary) {
          next.code = refused.code;
          // A session that was not used for long has ended: the message begins another one, once.
          const renew = refused.code === 'sessionUnknown' && !next.renewed && !next.request.choice;
          next.state = renew ? 'waiting' : 'refused';
          next.renewed ||= renew;
          if (refused.code === 'sessionUnknown') endSession();
        } else {
          failures += 1;
          next.state = 'waiting';
          onChange();
          const pause = Math.min(LONGEST_PAUSE_MS, 1000 * 2 ** Math.min(failures, 6));
          await new Promise((resolve) => setTimeout(resolve, Math.max(pause, refused?.retryAfterMs ?? 0)));
        }
      }
      onChange();
    }
    sending = false;
  }

  /** The message as it will come by the stream, until it does. */
  function ownLine(id: string, { request, text, files }: Unsent): ChatLine {
    return {
      id,
      place: lastPlace() + 0.5,
      from: 'visitor',
      name: null,
      text,
      at: Date.now(),
      files: files.map(({ name, type, size }) => ({ id: '', name, type, size })),
      quickReplies: [],
      clientId: request.clientId,
    };
  }

  if (unsent.length > 0) void flush();

  return {
    config,
    lines: places,
    unsent: () => unsent,
    state: () => state,
    connected: () => connected,
    begun: () => session !== null,
    introduce(given) {
      self = given;
      onChange();
    },
    send(text, files, choice) {
      const request: MessageRequest = {
        clientId: newClientId(),
        text: choice ? '' : text,
        page: options.page(),
        ...(choice ? { choice } : {}),
      };
      unsent = [...unsent, { request, text, files, state: 'sending', code: null, renewed: false }];
      told = false;
      keep();
      onChange();
      void flush();
    },
    sendAgain(clientId) {
      const found = unsent.find(({ request }) => request.clientId === clientId);
      if (found) found.state = 'waiting';
      void flush();
    },
    discard(clientId) {
      drop(clientId);
      onChange();
    },
    typing(typing) {
      if (session === null || typing === told || state.state === 'none') return;
      told = typing;
      // Nobody misses it.
      client.typing(session, typing).catch(() => undefined);
    },
    async newChat() {
      if (session !== null) await client.leave(session);
      state = noTicket;
      onChange();
    },
    async transcript(email) {
      await client.transcript(await begin(), newClientId(), email);
    },
    file: async (message, file) => client.file(await begin(), message, file),
    attend(now) {
      attending = now;
      if (now) follow();
      else unfollow();
    },
  };
}

function newClientId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
