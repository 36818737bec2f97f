import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { activityRegistry } from '@/nodes/activities.generated';
import { createChatChannel } from '@/runtime/channels/chat/chat-channel';
import type { ChatHistory, MessageRequest, SessionAnswer } from '@/runtime/channels/chat/chat-protocol';
import { createEmailChannel } from '@/runtime/channels/email/email-channel';
import { startChannels } from '@/runtime/engine/start-channels';
import { createTestEngine, openTestInstallation, type TestEngine } from '@/runtime/engine/test-kit';
import { type FlowDocument, flowDocumentSchema } from '@/runtime/flow/flow-document';
import { Channels } from '@/runtime/store/channels';
import { Outgoing } from '@/runtime/store/outgoing';
import * as filesRoute from '../[token]/files/[messageId]/[fileId]/route';
import * as leaveRoute from '../[token]/leave/route';
import * as messagesRoute from '../[token]/messages/route';
import * as configRoute from '../[token]/route';
import * as sessionRoute from '../[token]/session/route';
import * as streamRoute from '../[token]/stream/route';
import * as transcriptRoute from '../[token]/transcript/route';
import * as typingRoute from '../[token]/typing/route';

export const PUBLIC_TOKEN = 'abcdefghijklmnopqrstuvwx';
export const SITE = 'https://www.example.com';
const CHANNEL_ID = 'channel-chat';

/** An installation with a chat, its engine and channels in this process, and the public API called without a network. */
export interface ChatInstallation {
  engine: TestEngine;
  dataDir: string;
  uri: string;
  visitor(options?: VisitorOptions): Promise<Visitor>;
  call(request: Call): Promise<Response>;
  /** Resolves when nothing is on its way any more, in or out. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

export interface VisitorOptions {
  address?: string;
  session?: object;
}

type Place = 'config' | 'session' | 'messages' | 'stream' | 'typing' | 'leave' | 'transcript' | 'files';

export interface Call {
  place: Place;
  body?: unknown;
  /** Files go along as form data. */
  files?: File[];
  query?: string;
  token?: string;
  chat?: string;
  origin?: string | null;
  address?: string;
  headers?: Record<string, string>;
  parameters?: Record<string, string>;
  method?: 'GET' | 'POST' | 'OPTIONS';
  signal?: AbortSignal;
}

export interface Visitor {
  token: string;
  say(message: Partial<MessageRequest>, files?: File[]): Promise<Response>;
  history(after?: number): Promise<ChatHistory>;
  call(request: Call): Promise<Response>;
}

let said = 0;

export async function openChat(
  settings: object = {},
  flow: FlowDocument = chatToQueue(),
): Promise<ChatInstallation> {
  process.env.STELLWERK_SECRET_KEY ??= 'a key that is only used by tests, 1234';
  const installation = await openTestInstallation(flow);
  process.env.MONGODB_URI = installation.uri;
  await addChat(settings);
  const dataDir = await mkdtemp(join(tmpdir(), 'chat-'));
  const engine = createTestEngine({ activities: activityRegistry });
  const channels = await startChannels({
    kinds: [createChatChannel(), createEmailChannel({ listener: null })],
    receive: engine.receive,
    now: engine.context.now,
    owner: engine.context.owner,
    log: engine.context.log,
    dataDir,
    leaseMs: 30_000,
  });
  return {
    engine,
    dataDir,
    uri: installation.uri,
    call: callRoute,
    visitor: openVisitor,
    async settle() {
      await engine.settle();
      channels.nudge();
      while (await Outgoing.exists({ state: { $in: ['queued', 'sending'] } }).exec())
        await new Promise((resolve) => setTimeout(resolve, 20));
    },
    async close() {
      await channels.stop();
      await engine.stop();
      await installation.close();
      delete process.env.MONGODB_URI;
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Chat -> menu with two ways -> queue. */
export function chatToQueue(): FlowDocument {
  return flowDocumentSchema.parse({
    schemaVersion: 1,
    id: 'chat',
    name: 'Chat',
    nodes: [
      { id: 'start', type: 'chat-started', config: { chat: 'website' } },
      {
        id: 'menu',
        type: 'menu',
        config: {
          question: { en: 'What is it about?', de: 'Worum geht es?' },
          options: [
            { value: 'bill', label: { en: 'My bill', de: 'Meine Rechnung' } },
            { value: 'other', label: { en: 'Something else', de: 'Etwas anderes' } },
          ],
        },
      },
      { id: 'billing', type: 'queue', config: { queue: 'billing' } },
      { id: 'service', type: 'queue', config: { queue: 'service' } },
    ],
    edges: [
      { id: 'e1', from: { node: 'start', port: 'next' }, to: 'menu' },
      { id: 'e2', from: { node: 'menu', port: 'bill' }, to: 'billing' },
      { id: 'e3', from: { node: 'menu', port: 'other' }, to: 'service' },
      { id: 'e4', from: { node: 'menu', port: 'invalid' }, to: 'service' },
    ],
  });
}

export async function addChat(settings: object): Promise<void> {
  const at = new Date();
  await Channels.create({
    _id: CHANNEL_ID,
    kind: 'chat',
    slot: 'website',
    name: { de: 'Website', en: 'Web site' },
    addresses: [],
    settings: { publicToken: PUBLIC_TOKEN, allowedOrigins: [SITE], ...settings },
    secrets: {},
    enabled: true,
    createdAt: at,
    updatedAt: at,
  });
}

export async function openVisitor({ address, session = {} }: VisitorOptions = {}): Promise<Visitor> {
  const opened = await callRoute({
    place: 'session',
    body: { language: 'en', consent: true, ...session },
    ...(address ? { address } : {}),
  });
  if (opened.status !== 201) throw new Error(`No session: ${opened.status} ${await opened.text()}`);
  const { token }: SessionAnswer = await opened.json();
  const call = (request: Call) => callRoute({ token, ...(address ? { address } : {}), ...request });
  return {
    token,
    call,
    say(message, files) {
      said += 1;
      const body = { clientId: `client-${said}-0000`, text: '', page: `${SITE}/shop/`, ...message };
      return call({ place: 'messages', body, ...(files ? { files } : {}) });
    },
    async history(after = 0) {
      return (await call({ place: 'messages', method: 'GET', query: `?after=${after}` })).json();
    },
  };
}

type Route = (request: Request, context: { params: Promise<never> }) => Promise<Response> | Response;
const routes: Record<Place, Partial<Record<'GET' | 'POST' | 'OPTIONS', unknown>>> = {
  config: configRoute,
  session: sessionRoute,
  messages: messagesRoute,
  stream: streamRoute,
  typing: typingRoute,
  leave: leaveRoute,
  transcript: transcriptRoute,
  files: filesRoute,
};

async function callRoute(call: Call): Promise<Response> {
  const isForm = call.files !== undefined;
  const method = call.method ?? (call.body === undefined && !isForm ? 'GET' : 'POST');
  const request = new Request(
    `http://localhost:3000/api/chat/${PUBLIC_TOKEN}/${call.place}${call.query ?? ''}`,
    {
      method,
      headers: {
        host: 'localhost:3000',
        'x-forwarded-for': call.address ?? '192.0.2.1',
        ...(call.origin === null ? {} : { origin: call.origin ?? SITE }),
        ...(call.token ? { authorization: `Bearer ${call.token}` } : {}),
        ...call.headers,
      },
      ...(call.body === undefined && !isForm ? {} : { body: bodyOf(call) }),
      ...(call.signal ? { signal: call.signal } : {}),
    },
  );
  // The one place where routes are called as Next calls them.
  const route = routes[call.place][method] as Route;
  const params = { token: call.chat ?? PUBLIC_TOKEN, ...call.parameters };
  return route(request, { params: Promise.resolve(params as never) });
}

function bodyOf({ body, files }: Call): string | FormData {
  if (!files) return JSON.stringify(body);
  const form = new FormData();
  form.set('message', JSON.stringify(body));
  for (const file of files) form.append('file', file);
  return form;
}
