import { createTranslator } from 'use-intl/core';
import type { FieldSpec } from './field-spec';

export type TextValues = Record<string, string | number | boolean>;

/** The words of one node type in the reader's language (`nodes/<type>/texts.<language>.json`). */
export interface NodeWords {
  title: string;
  description: string;
  label(field: FieldSpec): string;
  help(field: FieldSpec): string | undefined;
  placeholder(field: FieldSpec): string | undefined;
  option(field: FieldSpec, value: string | number): string;
  /** A sentence with values: `because.open`, `problems.noExamples`, `ports.open`. Undefined where there is none. */
  sentence(key: string, values?: TextValues): string | undefined;
}

/**
 * Gives a node type's words from its text file.
 * @param texts what the file holds; whatever is missing in it falls back to the name of the field
 */
export function createNodeWords(texts: unknown, language: string): NodeWords {
  const fieldText = (field: FieldSpec, name: string): string | undefined => {
    const fields = property(texts, 'fields');
    const own = property(fields, field.textPath) ?? nested(fields, field.textPath.split('.'));
    return asText(property(own, name));
  };
  const optionText = (field: FieldSpec, value: string): string | undefined => {
    const fields = property(texts, 'fields');
    const own = property(fields, field.textPath) ?? nested(fields, field.textPath.split('.'));
    return asText(property(property(own, 'options'), value));
  };
  const sentences = lazyTranslator(texts, language);
  return {
    title: asText(property(texts, 'title')) ?? '',
    description: asText(property(texts, 'description')) ?? '',
    label: (field) => fieldText(field, 'label') ?? field.key,
    help: (field) => fieldText(field, 'help'),
    placeholder: (field) => fieldText(field, 'placeholder'),
    option: (field, value) => optionText(field, String(value)) ?? String(value),
    sentence: (key, values) => sentences(key, values),
  };
}

function lazyTranslator(
  texts: unknown,
  language: string,
): (key: string, values?: TextValues) => string | undefined {
  const read = new Map<string, string | undefined>();
  return (key, values = {}) => {
    if (!read.has(key)) read.set(key, asText(nested(texts, key.split('.'))));
    const source = read.get(key);
    if (source === undefined) return undefined;
    const translate = createTranslator({
      locale: language,
      messages: { sentence: source },
      timeZone: 'UTC',
      getMessageFallback: () => source,
      onError: () => undefined,
    });
    return translate('sentence', toIntlValues(values));
  };
}

/** ICU knows no boolean: `select` takes the words. */
function toIntlValues(values: TextValues): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, typeof value === 'boolean' ? String(value) : value]),
  );
}

function nested(value: unknown, keys: readonly string[]): unknown {
  return keys.reduce<unknown>((found, key) => property(found, key), value);
}

function property(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return Reflect.get(value, key);
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
