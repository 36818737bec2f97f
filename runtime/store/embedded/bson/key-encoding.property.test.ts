import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareValues, equalValues } from './compare';
import { decimalToString, makeDecimal } from './decimal';
import { endOfComponent } from './key-components';
import { encodeKey } from './key-encoding';
import {
  Binary,
  Code,
  type Decimal,
  Double,
  MAX_KEY,
  MIN_KEY,
  ObjectId,
  Regex,
  Timestamp,
  UtcDate,
  type Value,
} from './value';

const decimal: fc.Arbitrary<Decimal> = fc
  .tuple(
    fc.boolean(),
    fc.bigInt({ min: 0n, max: 10n ** 34n - 1n }),
    fc.oneof(fc.integer({ min: -40, max: 5 }), fc.integer({ min: -6176, max: 6111 })),
  )
  .map(([negative, coefficient, exponent]) =>
    makeDecimal({ kind: 'finite', negative, coefficient, exponent }),
  );

const numbers: fc.Arbitrary<Value> = fc.oneof(
  fc.integer(),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.double().map((number) => new Double(number)),
  decimal,
  // Neighbours: the same worth in several types, and worths that only differ beyond a double's precision.
  fc.constantFrom<Value[]>(
    0,
    0n,
    new Double(-0),
    new Double(0.1),
    makeDecimal({ kind: 'finite', negative: false, coefficient: 1n, exponent: -1 }),
    9007199254740992n,
    9007199254740993n,
    new Double(9007199254740992),
    makeDecimal({ kind: 'finite', negative: false, coefficient: 90071992547409925n, exponent: -1 }),
    makeDecimal({ kind: 'infinity', negative: true, coefficient: 0n, exponent: 0 }),
    makeDecimal({ kind: 'nan', negative: false, coefficient: 0n, exponent: 0 }),
    new Double(Number.NaN),
  ),
);

const texts = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('a', 'a\0', 'a\0b', 'a\x01', '\uffff', '\u{10000}', ''),
);

const leaf: fc.Arbitrary<Value> = fc.oneof(
  numbers,
  texts,
  fc.boolean(),
  fc.constantFrom<Value[]>(null, MIN_KEY, MAX_KEY),
  fc.integer().map((ms) => new UtcDate(ms)),
  fc
    .uint8Array({ minLength: 12, maxLength: 12 })
    .map((bytes) => new ObjectId(Buffer.from(bytes).toString('latin1'))),
  fc
    .tuple(fc.nat({ max: 5 }), fc.uint8Array({ maxLength: 4 }))
    .map(([subtype, bytes]) => new Binary(subtype, Buffer.from(bytes))),
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((value) => new Timestamp(value)),
  fc
    .tuple(fc.constantFrom('a', 'ab'), fc.constantFrom('', 'i'))
    .map(([pattern, flags]) => new Regex(pattern, flags)),
  fc.constantFrom('x', 'y').map((code) => new Code(code, undefined)),
);

const { value } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 3 }),
    fc
      .uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'ab', ''), tie('value')), {
        selector: ([name]) => name,
        maxLength: 3,
      })
      .map((entries): Value => new Map(entries)),
  ),
}));

test('the order of the keys is the order of the values', () => {
  fc.assert(
    fc.property(value, value, (left, right) => {
      const order = Math.sign(compareValues(left, right));
      expect(Math.sign(Buffer.compare(encodeKey([left]), encodeKey([right])))).toBe(order);
      expect(Math.sign(Buffer.compare(encodeKey([left], [true]), encodeKey([right], [true])))).toBe(
        order === 0 ? 0 : -order,
      );
    }),
    { numRuns: 2000 },
  );
});

test('numbers of different types are ordered by their exact worth', () => {
  fc.assert(
    fc.property(numbers, numbers, (left, right) => {
      expect(Math.sign(Buffer.compare(encodeKey([left]), encodeKey([right])))).toBe(
        Math.sign(compareValues(left, right)),
      );
    }),
    { numRuns: 2000 },
  );
});

test('compound keys compare component by component, in each one its direction', () => {
  fc.assert(
    fc.property(
      fc.tuple(value, value),
      fc.tuple(value, value),
      fc.tuple(fc.boolean(), fc.boolean()),
      (left, right, descending) => {
        const orders = left.map(
          (item, at) => Math.sign(compareValues(item, right[at])) * (descending[at] ? -1 : 1),
        );
        const wanted = orders.find((order) => order !== 0) ?? 0;
        expect(Math.sign(Buffer.compare(encodeKey(left, descending), encodeKey(right, descending)))).toBe(
          wanted,
        );
      },
    ),
    { numRuns: 1500 },
  );
});

test('the components of a compound key are found, whatever they hold and in either direction', () => {
  const component = fc.tuple(value, fc.boolean());
  fc.assert(
    fc.property(fc.array(component, { minLength: 1, maxLength: 4 }), (components) => {
      const values = components.map(([one]) => one);
      const descending = components.map(([, flag]) => flag);
      const key = encodeKey(values, descending);
      let at = 0;
      for (const index of values.keys()) {
        at = endOfComponent(key, at, descending[index] === true);
        expect(at).toBe(encodeKey(values.slice(0, index + 1), descending).length);
      }
    }),
    { numRuns: 1000 },
  );
});

test('the order is one: antisymmetric and transitive', () => {
  fc.assert(
    fc.property(value, value, value, (a, b, c) => {
      expect(Math.sign(compareValues(a, b)) + Math.sign(compareValues(b, a))).toBe(0);
      if (compareValues(a, b) <= 0 && compareValues(b, c) <= 0)
        expect(compareValues(a, c)).toBeLessThanOrEqual(0);
    }),
    { numRuns: 1500 },
  );
});

test('the types stand in the order of the manual', () => {
  const ordered: Value[] = [
    MIN_KEY,
    null,
    -5,
    'a',
    new Map(),
    [],
    new Binary(0, Buffer.alloc(0)),
    new ObjectId('\0'.repeat(12)),
    false,
    new UtcDate(0),
    new Timestamp(0n),
    new Regex('a', ''),
    MAX_KEY,
  ];
  for (let at = 1; at < ordered.length; at += 1)
    expect(compareValues(ordered[at - 1], ordered[at])).toBeLessThan(0);
});

test('a decimal and a double of one worth are equal, of almost one worth they are not', () => {
  const half = makeDecimal({ kind: 'finite', negative: false, coefficient: 500n, exponent: -3 });
  const tenth = makeDecimal({ kind: 'finite', negative: false, coefficient: 1n, exponent: -1 });
  expect(equalValues(half, new Double(0.5))).toBe(true);
  expect(equalValues(tenth, new Double(0.1))).toBe(false);
  expect(decimalToString(half)).toBe('0.500');
});
