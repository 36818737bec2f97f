import { bareMessage } from '@/runtime/channels/bare-message';
import type { InboundMessage } from '@/runtime/channels/inbound-message';
import type { ActivityDefinition } from '@/runtime/flow/activity';
import type { Expressions } from '@/runtime/flow/expressions';
import { createJsonataExpressions } from '@/runtime/flow/expressions-jsonata';
import { type FlowDocument, flowDocumentSchema } from '@/runtime/flow/flow-document';
import type { NodeRegistry } from '@/runtime/flow/node-definition';
import { allModels } from '@/runtime/store/all-models';
import { type ConnectOptions, connectStore, disconnectStore } from '@/runtime/store/connect';
import { nativeCollection } from '@/runtime/store/define-model';
import { openTestStore } from '@/runtime/store/embedded/test-store';
import { FlowVersions, flowVersionId } from '@/runtime/store/flow-versions';
import { Flows } from '@/runtime/store/flows';
import { seedDemoWorkspace } from '@/runtime/workspace/demo-workspace';
import { createEngineContext } from './create-engine-context';
import { createEngine, type Engine } from './engine';
import type { EngineContext, EngineLimits, EngineLog } from './engine-context';
import { testRegistry } from './test-nodes';

// For tests of this folder: a store with a demo installation, engines that can be made to die, and messages.

export interface TestInstallation {
  /** Connection string, for other processes. */
  uri: string;
  close(): Promise<void>;
}

/** A connected, empty store with the demo installation's queues, calendar and mailbox, and one published flow. */
export async function openTestInstallation(
  flow: FlowDocument = replyAndQueue(),
  connection: ConnectOptions = {},
): Promise<TestInstallation> {
  const store = await openTestStore();
  await connectStore(store.uri, connection);
  await resetInstallation(flow);
  return {
    uri: store.uri,
    async close() {
      await disconnectStore();
      await store.stop();
    },
  };
}

/** Empties every collection and sets the installation up again. */
export async function resetInstallation(flow: FlowDocument = replyAndQueue()): Promise<void> {
  await Promise.all(allModels.map((model) => model.deleteMany({}).exec()));
  await seedDemoWorkspace({ language: 'en', at: new Date('2026-01-01T00:00:00Z') });
  await Flows.deleteMany({}).exec();
  await publishTestFlow(flow, 1);
}

export async function publishTestFlow(document: FlowDocument, version: number): Promise<void> {
  const at = new Date('2026-01-01T00:00:00Z');
  await nativeCollection(FlowVersions).insertOne({
    _id: flowVersionId(document.id, version),
    flowId: document.id,
    version,
    document,
    author: null,
    note: '',
    publishedAt: at,
  });
  await Flows.updateOne(
    { _id: document.id },
    {
      $set: { document, publishedVersion: version, state: 'published', revision: version, updatedAt: at },
      $setOnInsert: { createdAt: at, bindings: {}, folder: '' },
    },
    { upsert: true },
  ).exec();
}

/** Mail -> automatic reply -> queue `billing`. */
export function replyAndQueue(): FlowDocument {
  return flowDocumentSchema.parse({
    schemaVersion: 1,
    id: 'reply-and-queue',
    name: 'Reply and queue',
    nodes: [
      { id: 'mail', type: 'mail-received', config: { mailbox: 'service' } },
      {
        id: 'reply',
        type: 'auto-reply',
        config: { text: { en: 'Thank you, {{customer.name|you}}.', de: 'Danke.' } },
      },
      { id: 'queue', type: 'queue', config: { queue: 'billing' } },
    ],
    edges: [
      { id: 'e1', from: { node: 'mail', port: 'next' }, to: 'reply' },
      { id: 'e2', from: { node: 'reply', port: 'next' }, to: 'queue' },
    ],
  });
}

/** Mail -> an activity of the test -> queue `billing`; its error port leads to queue `cancellations`. */
export function askAndQueue(timeoutMs = 2000): FlowDocument {
  return flowDocumentSchema.parse({
    schemaVersion: 1,
    id: 'ask-and-queue',
    name: 'Ask and queue',
    nodes: [
      { id: 'mail', type: 'mail-received', config: { mailbox: 'service' } },
      { id: 'ask', type: 'test-ask', config: { timeoutMs } },
      { id: 'queue', type: 'queue', config: { queue: 'billing' } },
      { id: 'failed', type: 'queue', config: { queue: 'cancellations' } },
    ],
    edges: [
      { id: 'e1', from: { node: 'mail', port: 'next' }, to: 'ask' },
      { id: 'e2', from: { node: 'ask', port: 'next' }, to: 'queue' },
      { id: 'e3', from: { node: 'ask', port: 'error' }, to: 'failed' },
    ],
  });
}

/** Mail -> a wait, of half an hour unless said otherwise -> queue `billing`. */
export function waitAndQueue(ms = 1_800_000): FlowDocument {
  return flowDocumentSchema.parse({
    schemaVersion: 1,
    id: 'wait-and-queue',
    name: 'Wait and queue',
    nodes: [
      { id: 'mail', type: 'mail-received', config: { mailbox: 'service' } },
      { id: 'wait', type: 'test-wait', config: { ms } },
      { id: 'queue', type: 'queue', config: { queue: 'billing' } },
    ],
    edges: [
      { id: 'e1', from: { node: 'mail', port: 'next' }, to: 'wait' },
      { id: 'e2', from: { node: 'wait', port: 'next' }, to: 'queue' },
    ],
  });
}

export interface TestEngineOptions {
  registry?: NodeRegistry;
  activities?: ReadonlyMap<string, ActivityDefinition>;
  now?: () => number;
  limits?: Partial<EngineLimits>;
  /** The engine dies when it reaches this point for the `times`th time. */
  dieAt?: { point: string; times: number };
  reached?: (point: string) => void;
  log?: EngineLog;
  expressions?: Expressions;
}

export interface TestEngine extends Engine {
  context: EngineContext;
  /** Resolves when the engine has died at its point. */
  died: Promise<void>;
}

/** An engine that does nothing by itself: `settle` takes what is due. Dead, it never does anything again. */
export function createTestEngine(options: TestEngineOptions = {}): TestEngine {
  let reachedTimes = 0;
  let dead = false;
  let die = () => {};
  const died = new Promise<void>((resolve) => {
    die = resolve;
  });
  const context = createEngineContext({
    registry: options.registry ?? testRegistry,
    activities: options.activities ?? new Map(),
    expressions: options.expressions ?? createJsonataExpressions(),
    log: options.log ?? silent,
    // Nothing depends on how fast this machine is just now.
    limits: { leaseMs: 30_000, firstWalkMs: 500, ...options.limits },
    rememberMs: 0,
    ...(options.now ? { now: options.now } : {}),
    reached(point) {
      options.reached?.(point);
      if (options.dieAt?.point === point) reachedTimes += 1;
      if (options.dieAt && reachedTimes >= options.dieAt.times) dead = true;
      if (!dead) return Promise.resolve();
      die();
      return new Promise<void>(() => undefined);
    },
  });
  return { ...createEngine(context), context, died };
}

const silent: EngineLog = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A mail that answers another one: of the same sender, and naming it. */
export function answerTo(answered: InboundMessage): InboundMessage {
  const { from, messageId } = answered.facts;
  return testMessage({ inReplyTo: messageId, facts: { from } });
}

let messageCount = 0;

/** A mail to the demo mailbox as the channel would hand it in. */
export function testMessage(
  changes: Partial<Omit<InboundMessage, 'facts'>> & { facts?: Partial<InboundMessage['facts']> } = {},
): InboundMessage {
  messageCount += 1;
  const { facts, ...rest } = changes;
  const bare = bareMessage('email', 'service', Date.now());
  return {
    ...bare,
    channelId: 'channel-service',
    channelKind: 'email',
    externalId: `test-${messageCount}`,
    raw: Buffer.from(`Subject: test ${messageCount}\r\n\r\nHello`),
    facts: {
      ...bare.facts,
      address: 'service@stellwerk.local',
      from: { name: 'Ada Beispiel', address: `ada${messageCount}@example.org` },
      to: [{ name: '', address: 'service@stellwerk.local' }],
      subject: `Question ${messageCount}`,
      text: `Hello, this is message ${messageCount}.`,
      language: 'en',
      messageId: `m${messageCount}@example.org`,
      ...facts,
    },
    ...rest,
  };
}
