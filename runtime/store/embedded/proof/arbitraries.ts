import fc from 'fast-check';
import { Binary, type Doc, Double, ObjectId, UtcDate, type Value } from '../bson/value';

/** Few fields and few values, so that documents and queries meet often. */
export const FIELDS = ['a', 'b'];

export const scalar: fc.Arbitrary<Value> = fc.oneof(
  { weight: 14, arbitrary: fc.integer({ min: 0, max: 3 }) },
  { weight: 3, arbitrary: fc.constantFrom('', 'x', 'xy', 'y') },
  { weight: 3, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.boolean() },
  {
    weight: 1,
    arbitrary: fc.constantFrom(0.5, 2, Number.NaN, -0, Number.POSITIVE_INFINITY).map((n) => new Double(n)),
  },
  { weight: 1, arbitrary: fc.constantFrom(1n, 9007199254740993n) },
  { weight: 1, arbitrary: fc.constantFrom(0, 5, 1e12).map((ms) => new UtcDate(ms)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('\x01'.repeat(12), '\x02'.repeat(12)).map((text) => new ObjectId(text)),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(Buffer.from([1]), Buffer.from([1, 2])).map((bytes) => new Binary(0, bytes)),
  },
);

const flat: fc.Arbitrary<Doc> = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...FIELDS), scalar), { selector: ([name]) => name, maxLength: 3 })
  .map((entries) => new Map(entries));

export const value: fc.Arbitrary<Value> = fc.oneof(
  { weight: 10, arbitrary: scalar },
  { weight: 2, arbitrary: flat },
  {
    weight: 2,
    arbitrary: fc.array(fc.oneof({ weight: 3, arbitrary: scalar }, { weight: 1, arbitrary: flat }), {
      maxLength: 3,
    }),
  },
  { weight: 1, arbitrary: fc.array(fc.array(scalar, { maxLength: 2 }), { maxLength: 2 }) },
);

export const document: fc.Arbitrary<Doc> = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...FIELDS), value), { selector: ([name]) => name, maxLength: 3 })
  .map((entries) => new Map(entries));

export const path: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...FIELDS) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom(...FIELDS), fc.constantFrom(...FIELDS))
      .map((parts) => parts.join('.')),
  },
  { weight: 1, arbitrary: fc.constantFrom('a.0', 'b.1', 'a.0.b', 'a.c') },
);

const comparison: fc.Arbitrary<Doc> = fc
  .tuple(
    fc.constantFrom('$eq', '$lt', '$lte', '$gt', '$gte', '$ne'),
    fc.oneof({ weight: 5, arbitrary: scalar }, value),
  )
  .map(([name, argument]): Doc => new Map([[name, argument]]));

const operators: fc.Arbitrary<Doc> = fc.oneof(
  { weight: 6, arbitrary: comparison },
  fc
    .tuple(
      fc.constantFrom('$in', '$nin'),
      fc.array(fc.oneof({ weight: 5, arbitrary: scalar }, value), { maxLength: 3 }),
    )
    .map(([name, list]): Doc => new Map([[name, list]])),
  fc.boolean().map((exists): Doc => new Map([['$exists', exists]])),
  fc
    .constantFrom('int', 'double', 'string', 'array', 'object', 'null', 'number')
    .map((type): Doc => new Map([['$type', type]])),
  fc.integer({ min: 0, max: 3 }).map((size): Doc => new Map([['$size', size]])),
  fc.tuple(scalar, scalar).map(
    ([low, high]): Doc =>
      new Map([
        ['$gte', low],
        ['$lt', high],
      ]),
  ),
  fc
    .tuple(fc.constantFrom('$gt', '$lte', '$eq'), scalar)
    .map(([name, argument]): Doc => new Map([['$not', new Map([[name, argument]])]])),
  fc
    .tuple(fc.constantFrom('$gt', '$lte', '$eq'), scalar)
    .map(([name, argument]): Doc => new Map([['$elemMatch', new Map([[name, argument]])]])),
  fc.tuple(fc.constantFrom(...FIELDS), scalar, fc.constantFrom(...FIELDS), scalar).map(
    ([a, x, b, y]): Doc =>
      new Map([
        [
          '$elemMatch',
          new Map<string, Value>([
            [a, x],
            [b, y],
          ]),
        ],
      ]),
  ),
  fc.array(scalar, { minLength: 1, maxLength: 2 }).map((list): Doc => new Map([['$all', list]])),
);

const field: fc.Arbitrary<Doc> = fc
  .tuple(
    path,
    fc.oneof(
      { weight: 3, arbitrary: scalar },
      { weight: 1, arbitrary: value },
      { weight: 5, arbitrary: operators },
    ),
  )
  .map(([name, condition]): Doc => new Map([[name, condition]]));

/** A query, sometimes with `$and`, `$or` and `$nor`. */
export const query: fc.Arbitrary<Doc> = fc.oneof(
  { weight: 5, arbitrary: fc.array(field, { maxLength: 2 }).map(joined) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('$or', '$and', '$nor'), fc.array(field, { minLength: 1, maxLength: 3 }), field)
      .map(([name, list, also]): Doc => joined([new Map([[name, list]]), also])),
  },
);

function joined(parts: readonly Doc[]): Doc {
  const doc: Doc = new Map();
  for (const part of parts) for (const [name, condition] of part) doc.set(name, condition);
  return doc;
}

export const sortSpec: fc.Arbitrary<Doc> = fc
  .uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'a.b', '_id'), fc.constantFrom(1, -1)), {
    selector: ([name]) => name,
    maxLength: 3,
  })
  .map((entries) => new Map(entries));

/** The keys of an index. */
export const indexKey: fc.Arbitrary<Doc> = fc
  .uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'a', 'b', 'a.b', 'b.a', 'a.c'), fc.constantFrom(1, -1)), {
    selector: ([name]) => name,
    minLength: 1,
    maxLength: 3,
  })
  .map((entries) => new Map(entries));
