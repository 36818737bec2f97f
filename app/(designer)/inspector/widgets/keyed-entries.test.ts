import { expect, test } from 'vitest';
import * as z from 'zod';
import { readSchema } from '../form/read-schema';
import { identifierField, moved, newEntry, newKeyedEntry } from './keyed-entries';

const [list, texts] = readSchema(
  z.object({
    list: z.array(z.object({ id: z.string(), value: z.string(), tags: z.array(z.string()).default([]) })),
    texts: z.array(z.object({ label: z.record(z.string(), z.string()), value: z.string() })),
  }),
);
if (!list?.item || !texts?.item) throw new Error('schema not read');
const { item } = list;

test('the identifier is the id, else the value', () => {
  expect(identifierField(item)?.key).toBe('id');
  expect(texts.item && identifierField(texts.item)?.key).toBe('value');
});

test('a new entry never takes an identifier that is there', () => {
  expect(newKeyedEntry(item, [])).toEqual({ id: 'option-1', value: '' });
  expect(newKeyedEntry(item, [{ id: 'option-2' }])).toEqual({ id: 'option-3', value: '' });
  expect(newKeyedEntry(item, [{ id: 'option-2' }, { id: 'option-3' }])).toMatchObject({ id: 'option-4' });
});

test('entries change places', () => {
  expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
  expect(moved(['a'], 4, 0)).toEqual(['a']);
});

test('a new entry writes a variable of its own', () => {
  const [questions] = readSchema(
    z.object({
      questions: z.array(z.object({ name: z.string().meta({ widget: 'variable' }), kind: z.enum(['a']) })),
    }),
  );
  if (!questions?.item) throw new Error('schema not read');
  expect(newEntry(questions.item, [{ name: 'value2' }])).toEqual({ name: 'value3', kind: 'a' });
  expect(newEntry(questions.item, [])).toEqual({ name: 'value1', kind: 'a' });
});
