import type {
  ChatConfig,
  ChatHistory,
  ChatRefusal,
  MessageAnswer,
  MessageRequest,
  SessionAnswer,
  SessionRequest,
} from '@/runtime/channels/chat/chat-protocol';

/** The server said no: `code` names the reason; trying again is of use only where `temporary`. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    readonly temporary: boolean,
    readonly retryAfterMs: number,
  ) {
    super(code);
  }
}

export interface ChatClient {
  config(): Promise<ChatConfig>;
  open(request: SessionRequest): Promise<SessionAnswer>;
  send(session: string, message: MessageRequest, files: File[]): Promise<MessageAnswer>;
  history(session: string, after: number): Promise<ChatHistory>;
  typing(session: string, typing: boolean): Promise<void>;
  leave(session: string): Promise<void>;
  transcript(session: string, clientId: string, email: string): Promise<void>;
  file(session: string, message: string, file: string): Promise<Blob>;
  /** The event stream from behind `after`; rejects when it cannot be opened. */
  stream(session: string, after: number, signal: AbortSignal): Promise<ReadableStream<Uint8Array>>;
}

/** Talks to the public chat API of the installation at `base`. Errors: `Refused`, or TypeError without a connection. */
export function createChatClient(base: string, chat: string): ChatClient {
  const root = `${base}/api/chat/${encodeURIComponent(chat)}`;

  async function call(path: string, session: string | null, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (session) headers.set('authorization', `Bearer ${session}`);
    if (typeof init.body === 'string') headers.set('content-type', 'application/json');
    const answer = await fetch(root + path, { ...init, headers, credentials: 'omit', cache: 'no-store' });
    if (answer.ok) return answer;
    const refusal: ChatRefusal = await answer.json().catch(() => ({ code: 'unavailable' }));
    throw new Refused(refusal.code, answer.status === 429 || answer.status >= 500, refusal.retryAfterMs ?? 0);
  }
  const post = (path: string, session: string | null, body: unknown) =>
    call(path, session, { method: 'POST', body: JSON.stringify(body) });

  return {
    config: async () => (await call('', null)).json(),
    open: async (request) => (await post('/session', null, request)).json(),
    async send(session, message, files) {
      if (files.length === 0) return (await post('/messages', session, message)).json();
      const form = new FormData();
      form.set('message', JSON.stringify(message));
      for (const file of files) form.append('file', file);
      return (await call('/messages', session, { method: 'POST', body: form })).json();
    },
    history: async (session, after) => (await call(`/messages?after=${after}`, session)).json(),
    typing: async (session, typing) => void (await post('/typing', session, { typing })),
    leave: async (session) => void (await post('/leave', session, {})),
    transcript: async (session, clientId, email) =>
      void (await post('/transcript', session, { clientId, email })),
    file: async (session, message, file) =>
      (await call(`/files/${encodeURIComponent(message)}/${file}`, session)).blob(),
    async stream(session, after, signal) {
      const { body } = await call('/stream', session, {
        headers: { 'last-event-id': String(after) },
        signal,
      });
      if (!body) throw new TypeError('no stream');
      return body;
    },
  };
}
