import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { decodeDocument } from '../bson/decode';
import { encodeDocument } from '../bson/encode';
import type { Doc } from '../bson/value';
import { Binary } from '../bson/value';
import { CURSOR_IDLE_MS } from '../limits';
import { type InProcessServer, openInProcess } from '../proof/in-process';
import { type Plain, toDoc } from '../proof/plain';
import { sweep } from './sweeper';
import { readRequest, writeReply } from './wire';

type Fields = { readonly [name: string]: Plain };

let server: InProcessServer;
let now: number;

beforeEach(() => {
  now = 1_700_000_000_000;
  server = openInProcess(() => now, { sliceMs: 0 });
});

afterEach(() => {
  server.close();
});

function message(flags: number, ...sections: Buffer[]): Buffer {
  const body = Buffer.concat(sections);
  const head = Buffer.alloc(20);
  head.writeInt32LE(body.length + 20, 0);
  head.writeInt32LE(7, 4);
  head.writeInt32LE(2013, 12);
  head.writeUInt32LE(flags, 16);
  return Buffer.concat([head, body]);
}

function body(command: Fields): Buffer {
  return Buffer.concat([Buffer.from([0]), encodeDocument(toDoc(command))]);
}

function sequence(name: string, ...documents: Fields[]): Buffer {
  const content = Buffer.concat([
    Buffer.from(`${name}\0`),
    ...documents.map((document) => encodeDocument(toDoc(document))),
  ]);
  const size = Buffer.alloc(4);
  size.writeInt32LE(content.length + 4);
  return Buffer.concat([Buffer.from([1]), size, content]);
}

describe('messages', () => {
  test('a document sequence becomes an argument, whichever section comes first', () => {
    for (const sections of [
      [body({ update: 'c' }), sequence('updates', { a: 1 }, { a: 2 })],
      [sequence('updates', { a: 1 }, { a: 2 }), body({ update: 'c' })],
    ]) {
      const request = readRequest(message(0, ...sections));
      expect(request.command.get('updates')).toHaveLength(2);
      expect(request.wantsReply).toBe(true);
    }
  });

  test('a message that wants no reply says so, and a checksum at the end is passed over', () => {
    expect(readRequest(message(2, body({ ping: 1 }))).wantsReply).toBe(false);
    const summed = message(1, body({ ping: 1 }), Buffer.alloc(4, 9));
    expect(readRequest(summed).command.get('ping')).toBe(1);
  });

  test('unknown flags and sections are refused', () => {
    expect(() => readRequest(message(4, body({ ping: 1 })))).toThrow('unknown flags');
    expect(() => readRequest(message(0, Buffer.from([2, 0])))).toThrow('unknown section');
  });

  /** The form of a query from before there were commands. */
  function oldQuery(namespace: string, query: Fields): Buffer {
    const content = Buffer.concat([
      Buffer.from(`\0\0\0\0${namespace}\0\0\0\0\0\0\0\0\0`),
      encodeDocument(toDoc(query)),
    ]);
    const head = Buffer.alloc(16);
    head.writeInt32LE(content.length + 16, 0);
    head.writeInt32LE(2004, 12);
    return Buffer.concat([head, content]);
  }

  test('the old form of a query is only there for the first greeting; all else is refused in its own form', () => {
    expect(readRequest(oldQuery('admin.$cmd', { ismaster: 1 })).refused).toBeUndefined();
    const command = readRequest(oldQuery('test.$cmd', { find: 'c' }));
    expect(command.refused?.code).toBe(352);
    const query = readRequest(oldQuery('test.c', { a: 1 }));
    expect(query.refused?.code).toBe(5739101);
    const reply = writeReply(query, query.refused?.toReply() ?? toDoc({}));
    expect([reply.readInt32LE(12), reply.readInt32LE(16) & 2]).toEqual([1, 2]);
    expect([...decodeDocument(reply.subarray(36)).keys()]).toEqual(['$err', 'code']);
  });

  test('a reply carries the id of its request', () => {
    const request = readRequest(message(0, body({ ping: 1 })));
    expect(writeReply(request, toDoc({ ok: 1 })).readInt32LE(8)).toBe(7);
  });
});

describe('cursors', () => {
  test('a batch goes on where the last one ended, also when documents change in between', async () => {
    await server.run({ insert: 'c', documents: Array.from({ length: 10 }, (_, _id) => ({ _id })) });
    const first = await server.run({ find: 'c', sort: { _id: 1 }, batchSize: 4 });
    const cursor = first.get('cursor');
    const id = cursor instanceof Map ? cursor.get('id') : null;
    await server.run({ delete: 'c', deletes: [{ q: { _id: { $lt: 9 } }, limit: 0 }] });
    const next = await server.run({ getMore: id, collection: 'c' });
    expect(next.get('ok')).toBe(1);
    expect((await server.run({ getMore: id, collection: 'c' })).get('code')).toBe(43);
  });

  test('a cursor that nobody reads ends after ten minutes', async () => {
    await server.run({ insert: 'c', documents: Array.from({ length: 10 }, (_, _id) => ({ _id })) });
    const first = await server.run({ find: 'c', batchSize: 2 });
    const cursor = first.get('cursor');
    const id = cursor instanceof Map ? cursor.get('id') : null;
    now += CURSOR_IDLE_MS - 1;
    sweep(server.store);
    expect((await server.run({ getMore: id, collection: 'c', batchSize: 1 })).get('ok')).toBe(1);
    now += CURSOR_IDLE_MS + 1;
    sweep(server.store);
    expect((await server.run({ getMore: id, collection: 'c' })).get('code')).toBe(43);
  });

  test('batches stay below the size of a message', async () => {
    const text = 'x'.repeat(6_000_000);
    for (let _id = 0; _id < 5; _id += 1) await server.run({ insert: 'c', documents: [{ _id, text }] });
    const first = await server.run({ find: 'c' });
    const cursor = first.get('cursor');
    expect(cursor instanceof Map ? cursor.get('firstBatch') : []).toHaveLength(2);
    expect(await server.all({ find: 'c' })).toHaveLength(5);
  });

  test('maxTimeMS ends a long query with 50', async () => {
    await server.run({
      insert: 'c',
      documents: Array.from({ length: 400 }, (_, _id) => ({ _id, text: 'x'.repeat(100) })),
    });
    const slow = { $expr: { $gt: [{ $size: { $range: [0, 2000] } }, 5000] } };
    const reply = await server.run({ find: 'c', filter: slow, maxTimeMS: 1 });
    expect(reply.get('code')).toBe(50);
  });
});

describe('sessions', () => {
  const lsid = (byte: number): Plain => ({ id: new Binary(4, Buffer.alloc(16, byte)) });
  /** Works far longer than one turn. */
  const long = (session: Plain): Fields => ({
    count: 'lines',
    query: { $expr: { $eq: [{ $sum: { $range: [0, 2000] } }, 1] } },
    lsid: session,
  });

  test('the work of one that is killed ends with 11601, that of others goes on', async () => {
    await server.run({ insert: 'lines', documents: Array.from({ length: 400 }, (_, n) => ({ n })) });
    const killed = server.run(long(lsid(1)));
    const other = server.run(long(lsid(2)));
    await server.run({ killSessions: [lsid(1)], lsid: lsid(1) });
    expect((await killed).get('code')).toBe(11601);
    expect((await other).get('n')).toBe(0);
  });
});

describe('writes that come twice', () => {
  const session = { id: new Binary(4, Buffer.alloc(16, 1)) };
  const increment = (txnNumber: bigint): Fields => ({
    update: 'c',
    updates: [{ q: { _id: 1 }, u: { $inc: { n: 1 } }, upsert: true }],
    lsid: session,
    txnNumber,
  });

  test('are done once and answered alike', async () => {
    const first = await server.run(increment(1n));
    const again = await server.run(increment(1n));
    expect(again).toEqual(first);
    await server.run(increment(2n));
    const [doc] = await server.all({ find: 'c' });
    expect(doc?.get('n')).toBe(2);
  });

  test('an older number than the last is refused with 225', async () => {
    await server.run(increment(5n));
    expect((await server.run(increment(4n))).get('code')).toBe(225);
  });

  test('also for findAndModify, with its document', async () => {
    await server.run({ insert: 'c', documents: [{ _id: 1, n: 0 }] });
    const take: Fields = {
      findAndModify: 'c',
      query: { _id: 1 },
      update: { $inc: { n: 1 } },
      new: true,
      lsid: session,
      txnNumber: 9n,
    };
    const first: Doc = await server.run(take);
    expect(await server.run(take)).toEqual(first);
  });
});

describe('documents that expire', () => {
  test('are removed when their date is old enough, others stay', async () => {
    await server.run({
      createIndexes: 'c',
      indexes: [{ key: { at: 1 }, name: 'at', expireAfterSeconds: 60 }],
    });
    await server.run({
      insert: 'c',
      documents: [
        { _id: 1, at: new Date(now) },
        { _id: 2, at: new Date(now + 60_000) },
        { _id: 3, at: 'no date' },
        { _id: 4 },
        { _id: 5, at: [new Date(now + 90_000), new Date(now)] },
      ],
    });
    now += 61_000;
    expect(sweep(server.store)).toBe(2);
    expect((await server.all({ find: 'c' })).map((doc) => doc.get('_id'))).toEqual([2, 3, 4]);
  });
});
