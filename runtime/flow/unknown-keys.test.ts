import { expect, it } from 'vitest';
import * as z from 'zod';
import { ruleGroupSchema } from './rules';
import { unknownKeys } from './unknown-keys';

const schema = z.object({
  text: z.string().default(''),
  texts: z.record(z.string(), z.string()).optional(),
  list: z.array(z.object({ id: z.string() })).default([]),
  either: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('a'), one: z.string() }),
      z.object({ kind: z.literal('b'), two: z.string() }),
    ])
    .optional(),
  any: z.looseObject({ id: z.string() }).optional(),
  rules: ruleGroupSchema.optional(),
});

it.each([
  ['nothing in what fits', { text: 'x', texts: { de: 'x', qq: 'y' }, list: [{ id: 'a' }] }, []],
  ['a key beside the known ones', { txet: 'x' }, ['txet']],
  ['a key in an entry of a list', { list: [{ id: 'a' }, { id: 'b', name: 'x' }] }, ['list.1.name']],
  ['a key of another kind', { either: { kind: 'a', one: 'x', two: 'y' } }, ['either.two']],
  ['nothing where every key is welcome', { any: { id: 'a', more: 1 } }, []],
  [
    'a key in a rule within a group',
    {
      rules: {
        match: 'all',
        rules: [{ match: 'any', rules: [{ field: 'f', operator: 'is', vlaue: 1 }] }],
      },
    },
    ['rules.rules.0.rules.0.vlaue'],
  ],
  ['nothing in what is no object', { list: 'x', either: 3 }, []],
  ['a key that every object answers to', { toString: 'x' }, ['toString']],
])('finds %s', (_what, value, expected) => {
  expect(unknownKeys(schema, value).map((path) => path.join('.'))).toEqual(expected);
});
