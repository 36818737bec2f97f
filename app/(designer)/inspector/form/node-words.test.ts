import { expect, test } from 'vitest';
import * as z from 'zod';
import { createNodeWords } from './node-words';
import { readSchema } from './read-schema';

const [mode, hours] = readSchema(
  z.object({ mode: z.enum(['own', 'calendar']), hours: z.object({ from: z.string(), bare: z.string() }) }),
);
const words = createNodeWords(
  {
    title: 'Time range',
    fields: {
      mode: { label: 'Hours', help: 'Where from', options: { own: 'Own hours' } },
      'hours.from': { label: 'From', placeholder: '09:00' },
    },
    because: { open: 'It was {time}, open {holiday, select, true {on a holiday} other {as usual}}.' },
    broken: '{open',
  },
  'en',
);

test('words of fields, also of nested ones', () => {
  if (!mode || !hours) throw new Error('schema not read');
  const [from, bare] = hours.fields ?? [];
  if (!from || !bare) throw new Error('schema not read');
  expect([words.title, words.label(mode), words.help(mode)]).toEqual(['Time range', 'Hours', 'Where from']);
  expect([words.option(mode, 'own'), words.option(mode, 'calendar')]).toEqual(['Own hours', 'calendar']);
  expect([words.label(from), words.placeholder(from), words.label(bare)]).toEqual(['From', '09:00', 'bare']);
});

test('sentences take values', () => {
  expect(words.sentence('because.open', { time: '9:00', holiday: true })).toBe(
    'It was 9:00, open on a holiday.',
  );
  expect(words.sentence('because.unknown')).toBeUndefined();
  expect(words.sentence('broken')).toBe('{open');
});
