import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { type Json, jsonSchema } from '@/runtime/flow/json';
import { readSchema } from './read-schema';

const only = (schema: z.ZodType) => {
  const [field] = readSchema(z.object({ field: schema }));
  if (!field) throw new Error('no field');
  return field;
};

describe('widget by what the field holds', () => {
  test.each<[string, z.ZodType, string]>([
    ['short text', z.string(), 'text'],
    ['long text', z.string().max(4000), 'textarea'],
    ['number', z.number(), 'number'],
    ['yes or no', z.boolean(), 'switch'],
    ['few choices', z.enum(['a', 'b']), 'segmented'],
    ['many choices', z.enum(['a', 'b', 'c', 'd']), 'select'],
    ['list of words', z.array(z.string()), 'tags'],
    ['list of choices', z.array(z.enum(['a', 'b'])), 'choices'],
    ['list of objects', z.array(z.object({ a: z.string() })), 'list'],
    ['object', z.object({ a: z.string() }), 'object'],
    ['anything', jsonSchema, 'json'],
    ['map', z.record(z.string(), z.number()), 'json'],
    ['own widget', z.record(z.string(), z.string()).meta({ widget: 'localized' }), 'localized'],
  ])('%s', (_name, schema, widget) => {
    expect(only(schema).widget).toBe(widget);
  });
});

test('wrappers do not hide what is inside', () => {
  const field = only(z.string().max(10).nullable().default(null).meta({ widget: 'slot', slot: 'queue' }));
  expect(field).toMatchObject({
    kind: 'text',
    widget: 'slot',
    slot: 'queue',
    nullable: true,
    required: false,
    default: null,
    maxLength: 10,
  });
});

test('a mark on the inner schema counts like one on the outer', () => {
  const shown: Record<string, Json[]> = { mode: ['calendar'] };
  const field = only(z.string().meta({ widget: 'slot', slot: 'calendar', showWhen: shown }).optional());
  expect(field).toMatchObject({ widget: 'slot', slot: 'calendar', showWhen: shown, required: false });
});

test('limits of numbers and lists are told; the limits of every integer are not', () => {
  expect(only(z.int().min(1).max(9))).toMatchObject({ min: 1, max: 9, integer: true });
  expect(only(z.int())).not.toHaveProperty('max');
  expect(only(z.array(z.string()).min(2).max(3))).toMatchObject({ min: 2, max: 3 });
});

test('required is what the author must give', () => {
  expect(only(z.string()).required).toBe(true);
  expect(only(z.string().optional()).required).toBe(false);
  expect(only(z.string().default('x')).required).toBe(false);
});

test('words are found by the path without list positions', () => {
  const [categories] = readSchema(
    z.object({ categories: z.array(z.object({ name: z.string(), limit: z.object({ min: z.number() }) })) }),
  );
  const [name, limit] = categories?.item?.fields ?? [];
  expect(name?.textPath).toBe('categories.name');
  expect(limit?.fields?.[0]?.textPath).toBe('categories.limit.min');
});

test('a discriminated union gives a form per variant', () => {
  const field = only(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('calendar'), calendar: z.string() }),
      z.object({ kind: z.literal('own'), hours: z.number() }),
    ]),
  );
  expect(field.kind).toBe('variants');
  expect(field.discriminator).toBe('kind');
  expect(field.variants?.map(({ value, fields }) => [value, fields.map(({ key }) => key)])).toEqual([
    ['calendar', ['calendar']],
    ['own', ['hours']],
  ]);
});

test('a schema that contains itself ends', () => {
  interface Tree {
    name: string;
    children: Tree[];
  }
  const tree: z.ZodType<Tree> = z.lazy(() => z.object({ name: z.string(), children: z.array(tree) }));
  const field = only(tree);
  expect(['json', 'object']).toContain(field.widget);
  expect(only(tree.meta({ widget: 'rules' })).widget).toBe('rules');
});

test('the same schema is read once', () => {
  const schema = z.object({ a: z.string() });
  expect(readSchema(schema)).toBe(readSchema(schema));
});

test('what is no object has no fields', () => {
  expect(readSchema(z.string())).toEqual([]);
});
