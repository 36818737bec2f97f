import { expect, test } from 'vitest';
import * as z from 'zod';
import { fieldAt } from './field-at';
import { readSchema } from './read-schema';

const fields = readSchema(
  z.object({
    list: z.array(z.object({ name: z.string(), inner: z.object({ deep: z.string() }) })),
    way: z.discriminatedUnion('kind', [z.object({ kind: z.literal('a'), amount: z.number() })]),
  }),
);

test.each([
  [['list'], 'list'],
  [['list', 0], 'list'],
  [['list', 0, 'name'], 'list.name'],
  [['list', 3, 'inner', 'deep'], 'list.inner.deep'],
  [['list', 3, 'unknown'], 'list'],
  [['way', 'amount'], 'way.amount'],
  [['ports', 'open'], undefined],
  [[], undefined],
])('%j names %s', (path, expected) => {
  expect(fieldAt(fields, path)?.textPath).toBe(expected);
});
