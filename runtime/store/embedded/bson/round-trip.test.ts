import {
  BSONRegExp,
  BSONSymbol,
  Binary as BsonBinary,
  Code as BsonCode,
  Double as BsonDouble,
  ObjectId as BsonObjectId,
  Timestamp as BsonTimestamp,
  Decimal128,
  Int32,
  Long,
  MaxKey,
  MinKey,
  serialize,
} from 'bson';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openInProcess } from '../proof/in-process';
import { addDecimals, decimalParts, decimalToString, makeDecimal, multiplyDecimals } from './decimal';
import { divideDecimals } from './decimal-division';
import { decodeDocument, InvalidBson } from './decode';
import { encodeDocument } from './encode';
import { Decimal, RawDocument } from './value';

/** One document with every type of BSON, encoded by the official library. */
const every = Buffer.from(
  serialize(
    new Map<string, unknown>([
      ['_id', new BsonObjectId('0123456789abcdef01234567')],
      ['10', 'names that look like numbers keep their place'],
      ['2', new Int32(-7)],
      ['double', new BsonDouble(3)],
      ['nan', new BsonDouble(Number.NaN)],
      ['negative zero', new BsonDouble(-0)],
      ['string', 'ä€😀\0 and a text that is long enough for the native decoder'],
      [
        'document',
        new Map<string, unknown>([
          ['z', new Int32(1)],
          ['a', null],
        ]),
      ],
      ['array', [new Int32(1), [new Int32(2)], {}]],
      ['binary', new BsonBinary(Buffer.from([0, 255]), 0)],
      ['old uuid', new BsonBinary(Buffer.alloc(16, 3), 3)],
      ['uuid', new BsonBinary(Buffer.alloc(16, 4), 4)],
      ['user defined', new BsonBinary(Buffer.from('x'), 128)],
      ['boolean', true],
      ['date', new Date(-1)],
      ['null', null],
      ['regex', new BSONRegExp('^a\\.b$', 'imsx')],
      ['code', new BsonCode('return 1')],
      ['code with scope', new BsonCode('return x', { x: new Int32(1) })],
      ['symbol', new BSONSymbol('s')],
      ['timestamp', new BsonTimestamp({ t: 4294967295, i: 1 })],
      ['long', Long.MIN_VALUE],
      ['decimal', Decimal128.fromString('-1.5000E-6100')],
      ['min', new MinKey()],
      ['max', new MaxKey()],
      ['changing', new Int32(0)],
    ]),
  ),
);

test('every type comes out of the decoder and the encoder as the same bytes', () => {
  expect(encodeDocument(decodeDocument(every)).equals(every)).toBe(true);
});

test('types the library cannot write any more survive too', () => {
  // undefined, DBPointer and a date beyond JavaScript's range, written by hand.
  const body = Buffer.concat([
    Buffer.from([0x06]),
    Buffer.from('u\0'),
    Buffer.from([0x0c]),
    Buffer.from('p\0'),
    Buffer.from([2, 0, 0, 0]),
    Buffer.from('c\0'),
    Buffer.alloc(12, 9),
    Buffer.from([0x09]),
    Buffer.from('d\0'),
    Buffer.from([255, 255, 255, 255, 255, 255, 255, 127]),
    Buffer.from([0]),
  ]);
  const head = Buffer.alloc(4);
  head.writeInt32LE(body.length + 4);
  const bytes = Buffer.concat([head, body]);
  expect(encodeDocument(decodeDocument(bytes)).equals(bytes)).toBe(true);
});

test('an update of one field leaves the bytes of all others alone', async () => {
  const server = openInProcess();
  await server.run({ insert: 'c', documents: [new RawDocument(every)] });
  await server.run({ update: 'c', updates: [{ q: {}, u: { $inc: { changing: 5 } } }] });
  await server.run({ update: 'c', updates: [{ q: {}, u: { $inc: { changing: -5 } } }] });
  const [doc] = await server.all({ find: 'c' });
  expect(doc === undefined ? undefined : encodeDocument(doc).equals(every)).toBe(true);
  server.close();
});

test('bytes that are cut off or changed are refused or read, never a crash of another kind', () => {
  fc.assert(
    fc.property(
      fc.nat({ max: every.length - 1 }),
      fc.nat({ max: 255 }),
      fc.nat({ max: every.length }),
      (at, byte, length) => {
        const bytes = Buffer.from(every.subarray(0, length));
        if (at < length) bytes[at] = byte;
        try {
          decodeDocument(bytes);
        } catch (error) {
          expect(error instanceof InvalidBson || error instanceof RangeError).toBe(true);
        }
      },
    ),
    { numRuns: 2000 },
  );
});

test('a document of an insert that is damaged is an error of its own', async () => {
  const server = openInProcess();
  const broken = Buffer.from(every);
  broken[4] = 0x55;
  const reply = await server.run({
    insert: 'c',
    ordered: false,
    documents: [{ _id: 1 }, new RawDocument(broken), { _id: 2 }],
  });
  expect(reply.get('n')).toBe(2);
  const errors = reply.get('writeErrors');
  const first = Array.isArray(errors) ? errors[0] : undefined;
  expect(first instanceof Map ? [first.get('index'), first.get('code')] : []).toEqual([1, 22]);
  server.close();
});

test('an update cannot nest deeper than can be read again', async () => {
  const server = openInProcess();
  await server.run({ insert: 'c', documents: [{ _id: 1 }] });
  const deep = await server.run({
    update: 'c',
    updates: [{ q: { _id: 1 }, u: { $set: { [Array(250).fill('a').join('.')]: 1 } } }],
  });
  expect(deep.has('writeErrors')).toBe(true);
  const fitting = await server.run({
    update: 'c',
    updates: [{ q: { _id: 1 }, u: { $set: { [Array(150).fill('a').join('.')]: 1 } } }],
  });
  expect(fitting.get('nModified')).toBe(1);
  expect(await server.all({ find: 'c' })).toHaveLength(1);
  server.close();
});

test('decimals are read and written as the official library does', () => {
  for (const text of [
    '0',
    '-0',
    '1',
    '-1.5',
    '1E+3',
    '0.000001',
    '1E-7',
    '123456789012345678901234567890.1234',
    '9.999999999999999999999999999999999E+6144',
    '1E-6176',
    'NaN',
    'Infinity',
    '-Infinity',
  ]) {
    const decimal = new Decimal(Buffer.from(Decimal128.fromString(text).bytes));
    expect(decimalToString(decimal)).toBe(Decimal128.fromString(text).toString());
    expect(decimalToString(makeDecimal(decimalParts(decimal)))).toBe(Decimal128.fromString(text).toString());
  }
});

test('decimal arithmetic', () => {
  const of = (text: string): Decimal => new Decimal(Buffer.from(Decimal128.fromString(text).bytes));
  expect(decimalToString(addDecimals(of('0.1'), of('0.2')))).toBe('0.3');
  expect(decimalToString(addDecimals(of('1E+40'), of('1')))).toBe('1.000000000000000000000000000000000E+40');
  expect(decimalToString(multiplyDecimals(of('1.10'), of('2')))).toBe('2.20');
  expect(decimalToString(divideDecimals(of('1'), of('3')))).toBe('0.3333333333333333333333333333333333');
  expect(decimalToString(divideDecimals(of('6'), of('2')))).toBe('3');
});
