import { compareValues } from '../bson/compare';
import { newObjectId } from '../bson/object-id';
import { cloneValue, type Doc, type Value } from '../bson/value';
import { CommandError } from '../errors';
import type { Filter, Test } from '../query/filter';
import type { Update } from './parse-update';
import { sameValue } from './same';

/** The document that an upsert inserts where the query found nothing. */
export function upsertDocument(filter: Filter, update: Update, now: number): Doc {
  const seed: Doc = new Map();
  const taken = new Set<string>();
  if (update.kind === 'replacement') {
    refuseWithinId(filter);
    const id = equalityOf(filter, '_id');
    if (id !== undefined) seed.set('_id', id);
  } else collect(filter, seed, taken);
  const queried = seed.get('_id');
  const applied = update.apply(seed, { filter, now, inserting: true }) ?? seed;
  if (queried !== undefined && !isKept(update.kind, queried, applied.get('_id'))) {
    throw new CommandError(
      66,
      `Performing an update on the path '_id' would modify the immutable field '_id'`,
    );
  }
  if (applied.has('_id')) return idFirst(applied, applied.get('_id') ?? null);
  return idFirst(applied, newObjectId(now));
}

/** Operators may not touch the `_id` at all; a whole new document may say the same number in another type. */
function isKept(kind: Update['kind'], queried: Value, applied: Value | undefined): boolean {
  if (applied === undefined) return false;
  return kind === 'operators' ? sameValue(queried, applied) : compareValues(queried, applied) === 0;
}

function idFirst(doc: Doc, id: Value): Doc {
  const result: Doc = new Map([['_id', id]]);
  for (const [name, value] of doc) if (name !== '_id') result.set(name, value);
  return result;
}

/** A replacement needs the whole `_id`; what the query says of a field within it is not enough. */
function refuseWithinId(filter: Filter): void {
  const seed: Doc = new Map();
  const taken = new Set<string>();
  collect(filter, seed, taken);
  const within = [...taken].find((path) => path.startsWith('_id.'));
  if (within !== undefined)
    throw new CommandError(
      111,
      `field at '_id' must be exactly specified, field at sub-path '${within}'found`,
    );
}

/** Takes over what the query says must be equal. */
function collect(filter: Filter, seed: Doc, taken: Set<string>): void {
  if (filter.kind === 'and') for (const item of filter.items) collect(item, seed, taken);
  else if (filter.kind === 'or' && filter.items.length === 1)
    for (const item of filter.items) collect(item, seed, taken);
  else if (filter.kind === 'field') collectTest(filter.path.text, filter.test, seed, taken);
}

function collectTest(path: string, test: Test, seed: Doc, taken: Set<string>): void {
  if (test.op === 'every') {
    for (const part of test.tests) collectTest(path, part, seed, taken);
    return;
  }
  const value = equalTo(test);
  if (value !== undefined) place(path, value, seed, taken);
}

function equalTo(test: Test): Value | undefined {
  if (test.op === 'eq') return test.value;
  if (test.op === 'in' && test.values.length === 1 && test.patterns.length === 0) return test.values[0];
  return undefined;
}

function place(path: string, value: Value, seed: Doc, taken: Set<string>): void {
  for (const other of taken) {
    if (other === path || other.startsWith(`${path}.`) || path.startsWith(`${other}.`)) {
      throw new CommandError(
        54,
        `cannot infer query fields to set, ${other === path ? `path '${path}' is matched twice` : `both paths '${other}' and '${path}' are matched`}`,
      );
    }
  }
  taken.add(path);
  const parts = path.split('.');
  let doc = seed;
  for (const part of parts.slice(0, -1)) {
    const next = doc.get(part);
    if (next instanceof Map) doc = next;
    else {
      const fresh: Doc = new Map();
      doc.set(part, fresh);
      doc = fresh;
    }
  }
  doc.set(parts.at(-1) ?? '', cloneValue(value));
}

function equalityOf(filter: Filter, path: string): Value | undefined {
  const seed: Doc = new Map();
  collect(filter, seed, new Set());
  return seed.get(path);
}
