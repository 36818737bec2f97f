import { describe, expect, test } from 'vitest';
import { nodeRegistry } from '@/nodes/registry.generated';
import { nodeTexts as german } from '@/nodes/texts-de.generated';
import { nodeTexts as english } from '@/nodes/texts-en.generated';
import { widgetNames } from '../widgets/widgets';
import type { FieldSpec } from './field-spec';
import { readSchema } from './read-schema';

/** Widgets that draw whatever lies within by themselves: their parts need no words here. */
const WHOLE = new Set([
  'weekly-hours',
  'holidays',
  'exceptions',
  'categories',
  'rules',
  'localized',
  'rich-text',
  'template',
]);

function everyField(fields: readonly FieldSpec[]): FieldSpec[] {
  return fields.flatMap((field) => [
    field,
    ...(WHOLE.has(field.widget) ? [] : everyField([...(field.item?.fields ?? []), ...(field.fields ?? [])])),
    ...(field.variants ?? []).flatMap((variant) => everyField(variant.fields)),
  ]);
}

const texts: Record<string, unknown>[] = [german, english];

function wordsOf(language: Record<string, unknown>, type: string, field: string): unknown {
  const { fields } = Object(language[type]) as { fields?: Record<string, unknown> };
  return fields?.[field];
}

describe.each([...nodeRegistry])('the form of %s', (type, definition) => {
  const fields = everyField(readSchema(definition.config));

  test('every field has a widget that can draw it', () => {
    const undrawn = fields.filter(({ widget }) => widget === 'json' || !widgetNames.has(widget));
    expect(undrawn.map(({ textPath }) => textPath)).toEqual([]);
  });

  test('every field has a label in every language', () => {
    const missing = fields.flatMap((field) =>
      texts.filter((language) => !wordsOf(language, type, field.textPath)).map(() => field.textPath),
    );
    expect(missing).toEqual([]);
  });

  test('every choice has words in every language', () => {
    const missing = fields.flatMap((field) =>
      (field.choices ?? []).flatMap((choice) =>
        texts.flatMap((language) => {
          const words = Object(wordsOf(language, type, field.textPath)) as { options?: object };
          return Object.hasOwn(words.options ?? {}, String(choice)) ? [] : [`${field.textPath}.${choice}`];
        }),
      ),
    );
    expect(missing).toEqual([]);
  });
});
