import { decodeDocument } from '../bson/decode';
import { encodeDocument } from '../bson/encode';
import type { Doc, Value } from '../bson/value';
import { execute } from '../server/execute';
import { Access } from '../server/scram';
import { type Log, Store, type StoreOptions } from '../server/store';
import { openSqliteStorage } from '../storage/sqlite-storage';
import { type Plain, toDoc } from './plain';

/** A server without sockets, in memory: commands go in as documents and replies come out. */
export interface InProcessServer {
  readonly store: Store;
  run(command: { readonly [name: string]: Plain }): Promise<Doc>;
  /** All documents of a `find` or `aggregate`, whatever the batches. */
  all(command: { readonly [name: string]: Plain }): Promise<Doc[]>;
  close(): void;
}

/** `clock` gives milliseconds since 1970. */
export function openInProcess(
  clock: () => number = () => 1_700_000_000_000,
  options: StoreOptions & { readonly mostBytes?: number; readonly log?: Log } = {},
): InProcessServer {
  const { log = () => {}, mostBytes, ...storeOptions } = options;
  const storage = openSqliteStorage({ file: ':memory:', synchronous: 'off', mostBytes });
  const store = new Store(storage, log, clock, storeOptions);
  const client = { id: 1, access: new Access(undefined) };
  const send = (command: Doc): Promise<Doc> =>
    new Promise((resolve) => {
      if (!command.has('$db')) command.set('$db', 'test');
      // Through the bytes and back, as it would be over a socket.
      execute(store, command, client, (reply) => resolve(decodeDocument(encodeDocument(reply))));
    });
  return {
    store,
    run: (command) => send(toDoc(command)),
    async all(command) {
      const reply = await send(toDoc(command));
      const found = batchOf(reply, 'firstBatch');
      const name = String(command.find ?? command.aggregate);
      for (let id = cursorId(reply); id !== 0n; ) {
        const next = await send(toDoc({ getMore: id, collection: name }));
        found.push(...batchOf(next, 'nextBatch'));
        id = cursorId(next);
      }
      return found;
    },
    close() {
      store.commit.flush();
      storage.close();
    },
  };
}

function cursorOf(reply: Doc): Doc {
  const cursor = reply.get('cursor');
  if (cursor instanceof Map) return cursor;
  throw new Error(`no cursor: ${String(reply.get('errmsg'))} (${String(reply.get('code'))})`);
}

function batchOf(reply: Doc, name: string): Doc[] {
  const batch: Value | undefined = cursorOf(reply).get(name);
  return Array.isArray(batch) ? batch.filter((item) => item instanceof Map) : [];
}

function cursorId(reply: Doc): bigint {
  const id = cursorOf(reply).get('id');
  return typeof id === 'bigint' ? id : 0n;
}
