import type { Doc, Value } from '../../bson/value';
import { CommandError } from '../../errors';
import { PAUSE } from '../../plan/budget';
import type { Stage, StageParser } from '../stage';

/** `$unwind`: one document per element of an array. */
export const parseUnwind: StageParser = (argument): Stage => {
  const spec = argument instanceof Map ? argument : new Map<string, Value>([['path', argument]]);
  for (const key of spec.keys()) {
    if (!['path', 'includeArrayIndex', 'preserveNullAndEmptyArrays'].includes(key)) {
      throw new CommandError(28811, `unrecognized option to $unwind stage: ${key}`);
    }
  }
  const path = spec.get('path');
  if (typeof path !== 'string')
    throw new CommandError(28808, 'expected a string as the path for $unwind stage');
  if (!path.startsWith('$'))
    throw new CommandError(28818, `path option to $unwind stage should be prefixed with a '$': ${path}`);
  const index = spec.get('includeArrayIndex');
  if (index !== undefined && (typeof index !== 'string' || index === ''))
    throw new CommandError(
      28810,
      'expected a non-empty string for the includeArrayIndex option to $unwind stage',
    );
  if (typeof index === 'string' && index.startsWith('$'))
    throw new CommandError(
      28822,
      `includeArrayIndex option to $unwind stage should not be prefixed with a '$': ${index}`,
    );
  const keepsEmpty = spec.get('preserveNullAndEmptyArrays') ?? false;
  if (typeof keepsEmpty !== 'boolean')
    throw new CommandError(
      28809,
      'expected a boolean for the preserveNullAndEmptyArrays option to $unwind stage',
    );
  const parts = path.slice(1).split('.');
  const indexParts = typeof index === 'string' ? index.split('.') : undefined;
  return {
    name: '$unwind',
    reads: new Set([parts[0] ?? '']),
    narrows: false,
    *run(input) {
      for (const doc of input) {
        if (doc === PAUSE) yield doc;
        else yield* unwind(doc, parts, indexParts, keepsEmpty);
      }
    },
  };
};

function* unwind(
  doc: Doc,
  parts: readonly string[],
  index: readonly string[] | undefined,
  keepsEmpty: boolean,
): Generator<Doc, void> {
  const value = at(doc, parts);
  if (Array.isArray(value)) {
    for (const [position, element] of value.entries()) {
      const result = withValue(doc, parts, element);
      yield index === undefined ? result : withValue(result, index, BigInt(position));
    }
    if (value.length === 0 && keepsEmpty) yield numbered(withValue(doc, parts, undefined), index);
    return;
  }
  if (value === undefined || value === null) {
    if (keepsEmpty) yield numbered(doc, index);
    return;
  }
  yield numbered(doc, index);
}

function numbered(doc: Doc, index: readonly string[] | undefined): Doc {
  return index === undefined ? doc : withValue(doc, index, null);
}

function at(doc: Doc, parts: readonly string[]): Value | undefined {
  let value: Value | undefined = doc;
  for (const part of parts) {
    if (!(value instanceof Map)) return undefined;
    value = value.get(part);
  }
  return value;
}

/** A copy of the document with another value at a path; undefined takes the field away. */
function withValue(doc: Doc, parts: readonly string[], value: Value | undefined): Doc {
  const [part = '', ...rest] = parts;
  const result: Doc = new Map(doc);
  if (rest.length === 0) {
    if (value === undefined) result.delete(part);
    else result.set(part, value);
    return result;
  }
  const inner = result.get(part);
  result.set(part, withValue(inner instanceof Map ? inner : new Map(), rest, value));
  return result;
}
