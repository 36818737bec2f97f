import { expect, test } from 'vitest';
import * as z from 'zod';
import { createFieldWords } from './field-words';
import { readSchema } from './read-schema';

test('words of fields, also of nested ones; a missing one shows the name', () => {
  const [mode, hours] = readSchema(
    z.object({ mode: z.enum(['own', 'calendar']), hours: z.object({ from: z.string(), bare: z.string() }) }),
  );
  const [from, bare] = hours?.fields ?? [];
  if (!mode || !from || !bare) throw new Error('schema not read');
  const words = createFieldWords(
    {
      fields: {
        mode: { label: 'Hours', help: 'Where from', options: { own: 'Own hours' } },
        'hours.from': { label: 'From', placeholder: '09:00', help: "Write '{{'time'}}' here" },
      },
    },
    'en',
  );
  expect([words.label(mode), words.help(mode)]).toEqual(['Hours', 'Where from']);
  expect([words.option(mode, 'own'), words.option(mode, 'calendar')]).toEqual(['Own hours', 'calendar']);
  expect([words.label(from), words.placeholder(from), words.label(bare)]).toEqual(['From', '09:00', 'bare']);
  expect(words.help(from)).toBe('Write {{time}} here');
  expect(createFieldWords(undefined, 'de').label(mode)).toBe('mode');
});
