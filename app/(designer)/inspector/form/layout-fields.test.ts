import { expect, test } from 'vitest';
import * as z from 'zod';
import { layoutFields } from './layout-fields';
import { readSchema } from './read-schema';

const fields = readSchema(
  z.object({
    mode: z.enum(['calendar', 'own']).default('calendar'),
    calendar: z
      .string()
      .optional()
      .meta({ showWhen: { mode: ['calendar'] } }),
    from: z
      .string()
      .optional()
      .meta({ showWhen: { mode: ['own'] } }),
    to: z
      .string()
      .optional()
      .meta({ half: true, showWhen: { mode: ['own'] } }),
    limit: z.number().optional().meta({ advanced: true }),
  }),
);

const keys = (values: Parameters<typeof layoutFields>[1]) => {
  const { rows, advanced } = layoutFields(fields, values);
  return {
    rows: rows.map((row) => row.map(({ key }) => key)),
    advanced: advanced.flat().map(({ key }) => key),
  };
};

test('a sibling that is not given counts as its default', () => {
  expect(keys({})).toEqual({ rows: [['mode'], ['calendar']], advanced: ['limit'] });
});

test('half fields share the line of the field before them', () => {
  expect(keys({ mode: 'own' }).rows).toEqual([['mode'], ['from', 'to']]);
});
