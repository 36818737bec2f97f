import type { FieldSpec } from '../form/field-spec';

/** Up to this many characters a text is written in one line. */
const ONE_LINE = 200;
/** What is one line by its nature, however long it may be. */
const LINES = new Set(['subject', 'title', 'label', 'name', 'reason', 'value']);

export function isOneLine(field: FieldSpec): boolean {
  if (field.widget === 'rich-text') return false;
  return LINES.has(field.key) || (field.maxLength !== undefined && field.maxLength <= ONE_LINE);
}
