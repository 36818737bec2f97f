import type { Collation } from '../bson/collation';
import { decodeDocument } from '../bson/decode';
import { keyString } from '../bson/key-encoding';
import { type Doc, docOf, type Value } from '../bson/value';
import { PAUSE, type Pause } from '../plan/budget';
import { choosePlan } from '../plan/choose-plan';
import { findRows } from '../plan/rows';
import { parseFilter } from '../query/parse';
import { isArrayIndex } from '../query/path';
import { type CommandContext, namespaceOf } from './command';
import { viewDocuments } from './view-stream';

export const DISTINCT_OPTIONS = ['key', 'query', 'collation'];

/** `distinct`: every value of a field, elements of arrays one by one. */
export function* distinct(context: CommandContext): Generator<Pause, Doc> {
  const { args } = context;
  // A hint came with 7.1.
  args.allow(...DISTINCT_OPTIONS);
  const collation = args.collation();
  const namespace = namespaceOf(context, args.string('distinct'));
  const key = args.string('key');
  const parts = key.split('.');
  const values = new Map<string, Value>();
  for (const doc of documentsOf(context, namespace, collation, parts[0] ?? '')) {
    if (doc === PAUSE) {
      yield doc;
      continue;
    }
    collectValues(doc, parts, 0, (value) => {
      const text = keyString(value, collation);
      if (!values.has(text)) values.set(text, value);
    });
  }
  return docOf({ values: [...values.values()], ok: 1 });
}

/** The documents of a collection or view, with at least the one field. */
function* documentsOf(
  context: CommandContext,
  namespace: string,
  collation: Collation | undefined,
  field: string,
): Generator<Doc | Pause, void> {
  const { args, store, budget, now } = context;
  if (store.catalog.views.find(namespace) !== undefined) {
    yield* viewDocuments(context, namespace, { collation });
    return;
  }
  const filter = parseFilter(args.document('query') ?? new Map(), { collation });
  const collection = store.catalog.find(namespace);
  if (collection === undefined) return;
  const plan = choosePlan(collection, { filter, sort: [], most: undefined, hint: undefined });
  const wanted = new Set([field]);
  const examined = { keys: 0, documents: 0 };
  for (const row of findRows(collection, { plan, filter, budget, now, most: undefined, examined }))
    yield row === PAUSE ? row : decodeDocument(row.bytes, 0, wanted);
}

function collectValues(
  value: Value | undefined,
  parts: readonly string[],
  at: number,
  add: (value: Value) => void,
): void {
  if (at === parts.length) {
    if (Array.isArray(value)) for (const item of value) add(item);
    else if (value !== undefined) add(value);
    return;
  }
  const part = parts[at] ?? '';
  if (value instanceof Map) collectValues(value.get(part), parts, at + 1, add);
  else if (Array.isArray(value)) {
    if (isArrayIndex(part)) collectValues(value[Number(part)], parts, at + 1, add);
    for (const item of value) if (item instanceof Map) collectValues(item, parts, at, add);
  }
}
