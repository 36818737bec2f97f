import type {
  ChatConfig,
  ChatLine,
  ChatState,
  MessageRequest,
  SessionRequest,
} from '@/runtime/channels/chat/chat-protocol';
import type { ChatClient } from './chat-client';
import { createChatLines } from './chat-lines';
import { createChatSession } from './chat-session';
import type { Keeper } from './kept';
import { createOutbox, type Unsent } from './outbox';

interface Self {
  consent: boolean;
  name: string;
  email: string;
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
  introduce(self: Self): void;
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

/** The state of one visitor's chat, and everything that changes it. Knows nothing of how it is shown. */
export function createChatModel(options: ChatModelOptions): ChatModel {
  const { client, keeper, config, carry, onChange } = options;
  let self: Self = { consent: false, name: '', email: '' };
  let told = false;
  const lines = createChatLines();
  const session = createChatSession({
    client,
    keeper,
    lines,
    carry,
    request: () => sessionRequest(self, options),
    onLine(line) {
      const isNew = lines.put(line);
      if (line.clientId !== null) outbox.drop(line.clientId);
      if (isNew && line.from !== 'visitor') options.onNews();
      onChange();
    },
    onChange,
  });
  const outbox = createOutbox({ client, keeper, lines, session, onChange });
  if (outbox.list().length > 0) void outbox.flush();

  return {
    config,
    lines: lines.list,
    unsent: outbox.list,
    state: session.state,
    connected: session.connected,
    begun: () => session.token() !== null,
    introduce(given) {
      self = given;
      onChange();
    },
    send(text, files, choice) {
      const written = { clientId: newClientId(), page: options.page() };
      outbox.add(choice ? { ...written, text: '', choice } : { ...written, text }, text, files);
      told = false;
      onChange();
      void outbox.flush();
    },
    sendAgain: outbox.sendAgain,
    discard(clientId) {
      outbox.drop(clientId);
      onChange();
    },
    typing(typing) {
      const token = session.token();
      if (token === null || typing === told || session.state().state === 'none') return;
      told = typing;
      // Nobody misses it.
      client.typing(token, typing).catch(() => undefined);
    },
    async newChat() {
      await session.leave();
      onChange();
    },
    async transcript(email) {
      await client.transcript(await session.begin(), newClientId(), email);
    },
    file: async (message, file) => client.file(await session.begin(), message, file),
    attend: session.attend,
  };
}

function sessionRequest(
  { consent, name, email }: Self,
  { language, carry }: ChatModelOptions,
): SessionRequest {
  return {
    language,
    consent,
    ...(name ? { name } : {}),
    ...(email ? { email } : {}),
    ...(carry ? { carry } : {}),
  };
}

function newClientId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
