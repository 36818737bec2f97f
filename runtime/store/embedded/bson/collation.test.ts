import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toDoc } from '../proof/plain';
import { Collation } from './collation';
import { compareValues, equalValues } from './compare';
import { keyString } from './key-encoding';

type Spec = { readonly [name: string]: string | number | boolean };

function collation(spec: Spec): Collation {
  const parsed = Collation.parse(toDoc(spec));
  if (parsed === undefined) throw new Error('this collation is the simple one');
  return parsed;
}

const word = fc.string({
  unit: fc.constantFrom('a', 'A', 'ä', 'Ä', 'e', 'é', 'ß', 's', 'z', '1', '2', ' ', '-'),
  maxLength: 4,
});

test.each<Spec>([
  { locale: 'en', strength: 1 },
  { locale: 'de', strength: 2 },
  { locale: 'sv', strength: 3, caseFirst: 'upper' },
  { locale: 'en', strength: 1, caseLevel: true },
  { locale: 'en', numericOrdering: true, alternate: 'shifted' },
])('equal strings have one representative, others have others: %o', (spec) => {
  const used = collation(spec);
  fc.assert(
    fc.property(fc.array(word, { maxLength: 12 }), (words) => {
      for (const left of words) {
        for (const right of words) {
          const same = used.representative(left) === used.representative(right);
          expect(same).toBe(used.compare(left, right) === 0);
          expect(keyString([left], used) === keyString([right], used)).toBe(same);
        }
      }
    }),
    { numRuns: 50 },
  );
});

test('strings within documents and arrays are compared by it, names of fields never', () => {
  const used = collation({ locale: 'de', strength: 1 });
  expect(equalValues(toDoc({ a: ['Äpfel', 1] }), toDoc({ a: ['apfel', 1] }), used)).toBe(true);
  expect(equalValues(toDoc({ a: 1 }), toDoc({ A: 1 }), used)).toBe(false);
  expect(compareValues('zebra', 'Äpfel', used)).toBeGreaterThan(0);
  expect(compareValues(5, 'a', used)).toBeLessThan(0);
});

test('languages differ', () => {
  expect(collation({ locale: 'de' }).compare('ö', 'z')).toBeLessThan(0);
  expect(collation({ locale: 'sv' }).compare('ö', 'z')).toBeGreaterThan(0);
});

test('no collation, an empty one and the simple one compare bytes', () => {
  for (const spec of [undefined, null, toDoc({}), toDoc({ locale: 'simple' })])
    expect(Collation.parse(spec)).toBeUndefined();
});

test.each([
  [{ strength: 2 }, 40414],
  [{ locale: 5 }, 14],
  [{ locale: 'xx' }, 2],
  [{ locale: '../en' }, 2],
  [{ locale: 'simple', strength: 1 }, 2],
  [{ locale: 'de@collation=phonebook' }, 2],
  [{ locale: 'en', strength: 0 }, 2],
  [{ locale: 'en', strength: 5 }, 2],
  [{ locale: 'en', caseLevel: true }, 2],
  [{ locale: 'en', caseLevel: 1 }, 14],
  [{ locale: 'en', caseFirst: 'middle' }, 2],
  [{ locale: 'en', normalization: true }, 2],
  [{ locale: 'en', version: '58' }, 2],
  [{ locale: 'en', maxVariable: 'space', alternate: 'shifted' }, 2],
])('%o is refused with %i', (spec, code) => {
  expect(() => Collation.parse(toDoc(spec))).toThrow(expect.objectContaining({ code }));
});
