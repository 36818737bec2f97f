import type { FieldSpec } from '../form/field-spec';
import type { Path } from '../form/path';

/** Up to this many characters a text is written in one line. */
const ONE_LINE = 200;
/** What is one line by its nature, however long it may be. */
const LINES = new Set([
  'subject',
  'title',
  'label',
  'name',
  'reason',
  'value',
  'address',
  'to',
  'url',
  'language',
  'timeZone',
]);

export function isOneLine(field: FieldSpec, path: Path): boolean {
  if (field.widget === 'rich-text') return false;
  // An entry of a list is known by its number: what it is says the name of the list.
  const name = path.findLast((part) => typeof part === 'string') ?? field.key;
  return LINES.has(name) || (field.maxLength !== undefined && field.maxLength <= ONE_LINE);
}
