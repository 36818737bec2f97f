import { InvalidBson } from '../bson/decode';
import type { Doc } from '../bson/value';
import { Arguments } from '../commands/arguments';
import { beginWrite, type Command, type CommandContext } from '../commands/command';
import { COMMANDS, RETRYABLE } from '../commands/registry';
import { refuseTransaction } from '../commands/server-commands';
import { CommandError } from '../errors';
import { Budget, type Pause } from '../plan/budget';
import { StorageError } from '../storage/storage';
import { fail } from './failing';
import { checkGeneric, maxTimeOf } from './generic-arguments';
import { refuseViews } from './refuse-views';
import { type RetryableWrite, sessionOf } from './retryable-writes';
import type { Access } from './scram';
import type { Store } from './store';

/** The connection that a command came by. */
export interface Client {
  readonly id: number;
  readonly access: Access;
  /** Cuts the connection. */
  readonly close?: () => void;
  /** What the client called itself when it connected. */
  readonly application?: { name: string | undefined };
}

/** What may be asked before a client has proved who it is. */
const FOR_EVERYBODY = new Set([
  'hello',
  'ismaster',
  'isMaster',
  'saslStart',
  'saslContinue',
  'ping',
  'buildInfo',
  'buildinfo',
]);

/** Runs one command and hands its reply to `answer` once everything it did is durable. */
export function execute(store: Store, request: Doc, client: Client, answer: (reply: Doc) => void): void {
  if (client.application !== undefined) client.application.name ??= applicationOf(request);
  const failure = store.failPoints?.next({
    request,
    application: client.application?.name,
    writesNumbered: () => writesNumbered(store, request),
  });
  if (failure === undefined) {
    begin(store, request, client, answer);
    return;
  }
  fail(failure, {
    request,
    run: (then) => begin(store, request, client, then),
    close: () => client.close?.(),
    answer,
  });
}

/** The name in the details that a client sends with its first message. */
function applicationOf(request: Doc): string | undefined {
  const details = request.get('client');
  const application = details instanceof Map ? details.get('application') : undefined;
  const name = application instanceof Map ? application.get('name') : undefined;
  return typeof name === 'string' ? name : undefined;
}

function begin(store: Store, request: Doc, client: Client, answer: (reply: Doc) => void): void {
  let work: Generator<Pause, Doc>;
  try {
    work = start(store, request, client);
  } catch (error) {
    answer(errorReply(store, error));
    return;
  }
  drive(store, work, answer);
}

/** Goes on with the work until it pauses; a pause lets the other connections in. */
function drive(store: Store, work: Generator<Pause, Doc>, answer: (reply: Doc) => void): void {
  let reply: Doc;
  try {
    const step = work.next();
    if (!step.done) {
      setImmediate(() => drive(store, work, answer));
      return;
    }
    reply = step.value;
  } catch (error) {
    reply = errorReply(store, error);
  }
  store.commit.whenDurable((error) => answer(error === undefined ? reply : errorReply(store, error)));
}

function* start(store: Store, request: Doc, client: Client): Generator<Pause, Doc> {
  const [name = ''] = request.keys();
  const command = COMMANDS.get(name);
  if (command === undefined) throw new CommandError(59, `no such command: '${name}'`);
  if (!client.access.granted && !FOR_EVERYBODY.has(name)) {
    throw new CommandError(13, `Command ${name} requires authentication`);
  }
  if (request.has('autocommit') || request.has('startTransaction')) refuseTransaction();
  checkGeneric(request, name);
  const database = request.get('$db');
  if (typeof database !== 'string') throw new CommandError(40571, 'OP_MSG requests require a $db argument');
  refuseViews(store.catalog.views, request, name, database);
  const session = sessionOf(request.get('lsid'));
  if (session !== undefined) store.sessions.note(session);
  const maxTimeMs = maxTimeOf(request.get('maxTimeMS'));
  const context: CommandContext = {
    store,
    database,
    args: new Arguments(request, name),
    budget: new Budget({ maxTimeMs, session, sliceMs: store.sliceMs }),
    now: store.clock(),
    connection: client.id,
    access: client.access,
    retry: RETRYABLE.has(name) ? retryOf(request) : undefined,
    progress: { writing: false },
  };
  store.running.add(context.budget);
  try {
    return yield* runOnce(command, context);
  } catch (error) {
    // No command foresaw this, so it may have stopped half way: nothing of this turn may stay.
    if (context.progress.writing && !(error instanceof CommandError)) store.commit.abort(asError(error));
    throw error;
  } finally {
    store.running.delete(context.budget);
  }
}

function* runOnce(command: Command, context: CommandContext): Generator<Pause, Doc> {
  const { retry, store } = context;
  if (retry === undefined) return yield* run(command, context);
  return yield* store.retryable.once(retry, function* () {
    const reply = yield* run(command, context);
    beginWrite(context);
    store.retryable.remember(retry, reply);
    return reply;
  });
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

function* run(command: Command, context: CommandContext): Generator<Pause, Doc> {
  const result = command(context);
  return result instanceof Map ? result : yield* result;
}

function writesNumbered(store: Store, request: Doc): boolean {
  const [name = ''] = request.keys();
  const retry = RETRYABLE.has(name) ? retryOf(request) : undefined;
  return retry !== undefined && !store.retryable.isDone(retry);
}

function retryOf(request: Doc): RetryableWrite | undefined {
  const number = request.get('txnNumber');
  const session = sessionOf(request.get('lsid'));
  if (typeof number !== 'bigint' || session === undefined) return undefined;
  return { session, number };
}

/** Every error becomes a reply. */
function errorReply(store: Store, error: unknown): Doc {
  if (error instanceof CommandError) return error.toReply();
  if (error instanceof InvalidBson) return new CommandError(22, error.message).toReply();
  const known = asError(error);
  if (known instanceof StorageError) {
    store.log('storage failed', { failure: known.failure, message: known.message });
    return new CommandError(known.failure === 'disk-full' ? 14031 : 8, known.message).toReply();
  }
  store.log('unexpected error', { message: known.message, stack: known.stack ?? '' });
  return new CommandError(1, `internal error: ${known.message}`).toReply();
}
