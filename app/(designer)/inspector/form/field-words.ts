import { createTranslator } from 'use-intl/core';
import type { FieldSpec } from './field-spec';

/** What a person reads at the fields of one node type (`fields` in `nodes/<type>/texts.<language>.json`). */
export interface FieldWords {
  label(field: FieldSpec): string;
  help(field: FieldSpec): string | undefined;
  placeholder(field: FieldSpec): string | undefined;
  option(field: FieldSpec, value: string | number): string;
  /** What one of the field's own places is called. */
  place(field: FieldSpec, path: string): string;
}

/**
 * Reads the words of fields from a node type's text file. Paths of nested fields are written with dots, so the keys are
 * looked up as they are. What is missing shows the name of the field; a test of the texts finds it.
 */
export function createFieldWords(texts: unknown, language: string): FieldWords {
  const fields = property(texts, 'fields');
  const wordsOf = (field: FieldSpec): unknown => property(fields, field.textPath);
  const read = (words: unknown, name: string) => asSentence(property(words, name), language);
  return {
    label: (field) => read(wordsOf(field), 'label') ?? field.key,
    help: (field) => read(wordsOf(field), 'help'),
    placeholder: (field) => read(wordsOf(field), 'placeholder'),
    place: (field, path) => read(property(wordsOf(field), 'places'), path.replaceAll('.', '_')) ?? path,
    option: (field, value) => read(property(wordsOf(field), 'options'), String(value)) ?? String(value),
  };
}

/** Texts are ICU messages, so that what they quote (`'{{'`) must be read as such; most hold nothing of the kind. */
function asSentence(text: unknown, language: string): string | undefined {
  if (typeof text !== 'string' || text === '') return undefined;
  if (!/['{]/.test(text)) return text;
  const translate = createTranslator({
    locale: language,
    messages: { text },
    onError: () => undefined,
    getMessageFallback: () => text,
  });
  return translate('text');
}

function property(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return Reflect.get(value, key);
}
