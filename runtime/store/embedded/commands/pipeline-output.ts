import { randomBytes } from 'node:crypto';
import { evaluate } from '../aggregate/evaluate';
import { valueAt } from '../aggregate/parser';
import type { Documents, MergeSpec, Output } from '../aggregate/stage';
import { type Doc, docOf, type Value } from '../bson/value';
import { CommandError } from '../errors';
import { duplicateKey } from '../index/duplicate-key';
import { PAUSE } from '../plan/budget';
import { parseFilter } from '../query/parse';
import { checkNamespace } from '../storage/catalog';
import type { Collection } from '../storage/collection';
import { parsePipelineUpdate } from '../update/pipeline-update';
import { sameValue } from '../update/same';
import { checkDocument } from './check-document';
import { beginWrite, type CommandContext } from './command';
import { preparedForInsert } from './insert';
import { firstTarget, type Target } from './write-target';

/** A collection of this name holds the documents of an unfinished `$out`. */
export const UNFINISHED_OUTPUT = 'tmp.agg_out.';

/** Writes what comes out of a pipeline (`$out`, `$merge`). */
export function pipelineOutput(context: CommandContext): Output {
  return {
    replaceAll: (namespace, input) => replaceAll(context, namespace, input),
    merge: (spec, input) => merge(context, spec, input),
  };
}

function checkTarget(context: CommandContext, namespace: string): void {
  checkNamespace(namespace);
  if (context.store.catalog.views.find(namespace) !== undefined)
    throw new CommandError(166, `Namespace ${namespace} is a view, not a collection`);
}

/** The documents are gathered beside the collection and take its place when all are there. */
function* replaceAll(context: CommandContext, namespace: string, input: Documents): Documents {
  checkTarget(context, namespace);
  const { catalog } = context.store;
  const database = namespace.slice(0, namespace.indexOf('.'));
  const gathered = `${database}.${UNFINISHED_OUTPUT}${randomBytes(8).toString('hex')}`;
  beginWrite(context);
  const fresh = catalog.create(gathered, catalog.find(namespace)?.options ?? new Map());
  for (const index of catalog.find(namespace)?.indexes ?? [])
    if (index.spec.name !== '_id_') fresh.createIndex(index.spec);
  try {
    for (const doc of input) {
      if (doc === PAUSE) yield doc;
      else yield* insertInto(context, gathered, doc);
    }
    beginWrite(context);
    const before = catalog.find(namespace);
    if (before !== undefined) catalog.drop(before);
    catalog.rename(collectionOf(context, gathered), namespace);
  } finally {
    const rest = catalog.find(gathered);
    if (rest !== undefined) {
      beginWrite(context);
      catalog.drop(rest);
    }
  }
}

function* insertInto(
  context: CommandContext,
  namespace: string,
  document: Doc,
): Generator<typeof PAUSE, void> {
  if (context.budget.spent()) {
    yield PAUSE;
    context.budget.resume();
  }
  const { doc, bytes } = preparedForInsert(document, context.now);
  const collection = collectionOf(context, namespace);
  checkDocument(context, collection, doc);
  beginWrite(context);
  collection.insert(doc, bytes);
}

function collectionOf(context: CommandContext, namespace: string): Collection {
  const collection = context.store.catalog.find(namespace);
  if (collection === undefined) throw new CommandError(175, `collection dropped: ${namespace}`);
  return collection;
}

function* merge(context: CommandContext, spec: MergeSpec, input: Documents): Documents {
  checkTarget(context, spec.namespace);
  checkUnique(context, spec);
  for (const doc of input) {
    if (doc === PAUSE) {
      yield doc;
      continue;
    }
    if (context.budget.spent()) {
      yield PAUSE;
      context.budget.resume();
    }
    yield* mergeOne(context, spec, preparedForInsert(doc, context.now).doc);
  }
}

/** Without a unique index over exactly these fields it would not be clear which document is meant. */
function checkUnique(context: CommandContext, { namespace, on }: MergeSpec): void {
  if (on.length === 1 && on[0] === '_id') return;
  const indexes = context.store.catalog.find(namespace)?.indexes ?? [];
  const found = indexes.some(
    ({ spec }) =>
      spec.unique &&
      spec.partial === undefined &&
      spec.fields.length === on.length &&
      spec.fields.every((field) => on.includes(field.path.text)),
  );
  if (!found) throw new CommandError(51183, 'Cannot find index to verify that join fields will be unique');
}

function* mergeOne(context: CommandContext, spec: MergeSpec, doc: Doc): Generator<typeof PAUSE, void> {
  const { store } = context;
  const question = { filter: parseFilter(keyOf(doc, spec.on)), sort: [], hint: undefined };
  const collection = store.catalog.find(spec.namespace);
  const target = collection === undefined ? undefined : yield* firstTarget(context, collection, question);
  if (target !== undefined && collection !== undefined) {
    change(context, spec, collection, target, doc);
    return;
  }
  if (spec.whenNotMatched === 'discard') return;
  if (spec.whenNotMatched === 'fail')
    throw new CommandError(
      13113,
      '$merge could not find a matching document in the target collection for at least one document in the source collection',
    );
  const { doc: inserted, bytes } = preparedForInsert(doc, context.now);
  checkDocument(context, collection, inserted);
  beginWrite(context);
  store.catalog.obtain(spec.namespace).insert(inserted, bytes);
}

function keyOf(doc: Doc, on: readonly string[]): Doc {
  const key: Doc = new Map();
  for (const path of on) {
    const value = valueAt(doc, path.split('.'), 0);
    if (value === undefined || value === null || Array.isArray(value))
      throw new CommandError(
        Array.isArray(value) ? 51185 : 51132,
        `$merge write error: 'on' field '${path}' cannot be missing, null, undefined or an array`,
      );
    key.set(path, docOf({ $eq: value }));
  }
  return key;
}

function change(
  context: CommandContext,
  spec: MergeSpec,
  collection: Collection,
  target: Target,
  doc: Doc,
): void {
  if (spec.whenMatched === 'keepExisting') return;
  if (spec.whenMatched === 'fail') {
    const index = collection.indexes.find(({ spec: { name } }) => name === '_id_');
    if (index !== undefined) throw duplicateKey(spec.namespace, index.spec, [target.doc.get('_id') ?? null]);
  }
  const after = changed(context, spec, target.doc, doc);
  if (!sameValue(after.get('_id'), target.doc.get('_id')))
    throw new CommandError(
      66,
      "$merge failed to update the matching document, did you attempt to modify the _id or the shard key? :: caused by :: Performing an update on the path '_id' would modify the immutable field '_id'",
    );
  if (sameValue(after, target.doc)) return;
  checkDocument(context, collection, after, target.doc);
  beginWrite(context);
  collection.replace(target.record, target.doc, target.bytes.length, after, undefined);
}

function changed(context: CommandContext, spec: MergeSpec, existing: Doc, doc: Doc): Doc {
  const { now } = context;
  if (spec.whenMatched === 'replace') return doc;
  if (typeof spec.whenMatched === 'string') return new Map([...existing, ...doc]);
  const lets = spec.let.map(({ name, expression }): [string, Value] => [
    name,
    evaluate(expression, doc, now) ?? null,
  ]);
  const variables: Doc = new Map([...(spec.known.variables ?? []), ['new', doc], ...lets]);
  return parsePipelineUpdate(spec.whenMatched, { ...spec.known, variables })(existing, now);
}
