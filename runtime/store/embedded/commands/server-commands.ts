import { type Doc, Double, docOf, integer, UtcDate, type Value } from '../bson/value';
import { CommandError } from '../errors';
import { BATCH_LIMIT, DOCUMENT_LIMIT, MESSAGE_LIMIT, SESSION_MINUTES } from '../limits';
import { sessionOf } from '../server/retryable-writes';
import { beginWrite, type CommandContext } from './command';

/** The protocol's version that is spoken: that of MongoDB 7.0. */
const WIRE_VERSION = 21;
const VERSION = '7.0.0';
/**
 * The server presents itself as a replica set of one member, because drivers repeat a write after a broken connection
 * only there; the record that makes the repetition safe is kept by `RetryableWrites`.
 */
const SET_NAME = 'embedded';

/** `hello` and its old name `isMaster`. */
export function hello(context: CommandContext): Doc {
  const { now, connection, args } = context;
  const old = args.doc.has('ismaster') || args.doc.has('isMaster');
  return docOf({
    helloOk: args.get('helloOk') === true || undefined,
    [old ? 'ismaster' : 'isWritablePrimary']: true,
    secondary: false,
    setName: SET_NAME,
    setVersion: 1,
    hosts: ['embedded:27017'],
    primary: 'embedded:27017',
    me: 'embedded:27017',
    maxBsonObjectSize: DOCUMENT_LIMIT,
    maxMessageSizeBytes: MESSAGE_LIMIT,
    maxWriteBatchSize: BATCH_LIMIT,
    localTime: new UtcDate(now),
    logicalSessionTimeoutMinutes: SESSION_MINUTES,
    connectionId: connection,
    minWireVersion: 0,
    maxWireVersion: WIRE_VERSION,
    readOnly: false,
    ok: 1,
  });
}

/** `saslStart` and `saslContinue`: the client proves who it is. */
export function saslStart(context: CommandContext): Doc {
  return context.access.start(context.args.doc);
}

export function saslContinue(context: CommandContext): Doc {
  return context.access.continue(context.args.doc);
}

export function ping(): Doc {
  return docOf({ ok: 1 });
}

export function buildInfo(): Doc {
  return docOf({
    version: VERSION,
    gitVersion: 'none',
    versionArray: VERSION.split('.').map(Number).concat(0),
    bits: 64,
    debug: false,
    maxBsonObjectSize: DOCUMENT_LIMIT,
    storageEngines: ['sqlite'],
    modules: [],
    ok: 1,
  });
}

/** `endSessions`: forgets the last write of each. */
export function endSessions(context: CommandContext): Doc {
  const list = context.args.get('endSessions');
  if (Array.isArray(list)) {
    for (const item of list) {
      const session = sessionOf(item);
      if (session === undefined) continue;
      context.store.sessions.end(session);
      if (!context.store.retryable.isKnown(session)) continue;
      beginWrite(context);
      context.store.retryable.end(session);
    }
  }
  return docOf({ ok: 1 });
}

export function serverStatus(context: CommandContext): Doc {
  const { store, now } = context;
  const memory = process.memoryUsage();
  return docOf({
    host: 'localhost',
    version: VERSION,
    process: 'embedded',
    pid: BigInt(process.pid),
    uptime: new Double((now - store.startedAt) / 1000),
    localTime: new UtcDate(now),
    mem: docOf({ bits: 64, resident: integer(Math.round(memory.rss / 1048576)) }),
    metrics: docOf({ cursor: docOf({ open: docOf({ total: BigInt(store.cursors.size) }) }) }),
    storageEngine: docOf({ name: 'sqlite', bytes: BigInt(store.storage.size()) }),
    ok: 1,
  });
}

export function connectionStatus(): Doc {
  return docOf({ authInfo: docOf({ authenticatedUsers: [], authenticatedUserRoles: [] }), ok: 1 });
}

/** Transactions need more than one server here; the answer is that of a standalone MongoDB. */
export function refuseTransaction(): never {
  throw new CommandError(20, 'Transaction numbers are only allowed on a replica set member or mongos');
}

/** `killCursors` */
export function killCursors(context: CommandContext): Doc {
  const { args, store } = context;
  args.allow('cursors');
  const killed: Value[] = [];
  const notFound: Value[] = [];
  const list = args.get('cursors');
  for (const id of Array.isArray(list) ? list : []) {
    if (typeof id !== 'bigint' && typeof id !== 'number')
      throw new CommandError(14, `Field 'cursors' contains an element that is not of type long`);
    (store.cursors.kill(BigInt(id)) ? killed : notFound).push(BigInt(id));
  }
  return docOf({
    cursorsKilled: killed,
    cursorsNotFound: notFound,
    cursorsAlive: [],
    cursorsUnknown: [],
    ok: 1,
  });
}
