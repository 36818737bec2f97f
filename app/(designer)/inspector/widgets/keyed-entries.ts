import type { Json } from '@/runtime/flow/json';
import type { FieldSpec } from '../form/field-spec';
import { initialObject, initialValue } from '../form/initial-value';
import { getAt, isObject } from '../form/path';

/** The field that names an entry for the flow: `id`, or `value` where there is no `id`. */
export function identifierField(item: FieldSpec): FieldSpec | undefined {
  const texts = (item.fields ?? []).filter((field) => field.kind === 'text');
  return texts.find(({ key }) => key === 'id') ?? texts.find(({ key }) => key === 'value');
}

/** A new entry with an identifier that no other one has, so that its port can be connected at once. */
export function newKeyedEntry(item: FieldSpec, entries: readonly Json[]): Json {
  const entry = initialObject(item.fields ?? []);
  const identifier = identifierField(item);
  if (!identifier) return entry;
  const taken = new Set(entries.map((other) => getAt(other, [identifier.key])));
  let number = entries.length + 1;
  while (taken.has(`option-${number}`)) number += 1;
  return { ...entry, [identifier.key]: `option-${number}` };
}

/** A new entry of any list; the variable it writes gets a name that no other entry writes. */
export function newEntry(item: FieldSpec, entries: readonly Json[]): Json {
  const entry = initialValue(item);
  const variable = item.fields?.find((field) => field.required && field.widget === 'variable');
  if (!variable || !isObject(entry)) return entry;
  const taken = new Set(entries.map((other) => getAt(other, [variable.key])));
  let number = entries.length + 1;
  while (taken.has(`value${number}`)) number += 1;
  return { ...entry, [variable.key]: `value${number}` };
}

/** A list with one entry moved to another place. */
export function moved(entries: readonly Json[], from: number, to: number): Json[] {
  const entry = entries[from];
  return entry === undefined ? [...entries] : entries.toSpliced(from, 1).toSpliced(to, 0, entry);
}
