import type { FieldSpec } from './field-spec';

/** What a person reads at the fields of one node type (`fields` in `nodes/<type>/texts.<language>.json`). */
export interface FieldWords {
  label(field: FieldSpec): string;
  help(field: FieldSpec): string | undefined;
  placeholder(field: FieldSpec): string | undefined;
  option(field: FieldSpec, value: string | number): string;
}

/**
 * Reads the words of fields from a node type's text file. Paths of nested fields are written with dots, so the keys are
 * looked up as they are. What is missing shows the name of the field; a test of the texts finds it.
 */
export function createFieldWords(texts: unknown): FieldWords {
  const fields = property(texts, 'fields');
  const wordsOf = (field: FieldSpec): unknown => property(fields, field.textPath);
  return {
    label: (field) => asText(property(wordsOf(field), 'label')) ?? field.key,
    help: (field) => asText(property(wordsOf(field), 'help')),
    placeholder: (field) => asText(property(wordsOf(field), 'placeholder')),
    option: (field, value) =>
      asText(property(property(wordsOf(field), 'options'), String(value))) ?? String(value),
  };
}

function property(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return Reflect.get(value, key);
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
