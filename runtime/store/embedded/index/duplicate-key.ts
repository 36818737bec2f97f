import { formatValue } from '../bson/format';
import { type Doc, docOf, type Value } from '../bson/value';
import { CommandError } from '../errors';
import type { IndexSpec } from './index-spec';

/** The error of a key that is there already. */
export function duplicateKey(namespace: string, spec: IndexSpec, values: readonly Value[]): CommandError {
  const keyPattern = spec.document.get('key') ?? null;
  const keyValue: Doc = new Map(spec.fields.map((field, at) => [field.path.text, values[at] ?? null]));
  return new CommandError(
    11000,
    `E11000 duplicate key error collection: ${namespace} index: ${spec.name} dup key: ${formatValue(keyValue)}`,
    docOf({ keyPattern, keyValue }),
  );
}
