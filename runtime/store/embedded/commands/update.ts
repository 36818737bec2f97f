import { Collation } from '../bson/collation';
import { encodeDocument } from '../bson/encode';
import type { Doc, Value } from '../bson/value';
import { CommandError } from '../errors';
import { PAUSE, type Pause } from '../plan/budget';
import { parseFilter } from '../query/parse';
import { checkNamespace } from '../storage/catalog';
import { parseUpdate, type Update } from '../update/parse-update';
import { upsertDocument } from '../update/upsert';
import { Arguments } from './arguments';
import { checkDocument } from './check-document';
import { beginWrite, type CommandContext, namespaceOf } from './command';
import { checkId } from './insert';
import { knownOf } from './known-of';
import { checkBatch, WriteResult } from './write-result';
import { allTargets, firstTarget, type Target, type TargetQuestion } from './write-target';

export const UPDATE_OPTIONS = ['updates', 'ordered', 'bypassDocumentValidation', 'let'];

/** `update`: https://www.mongodb.com/docs/manual/reference/command/update/ */
export function* update(context: CommandContext): Generator<Pause, Doc> {
  const { args } = context;
  args.allow(...UPDATE_OPTIONS);
  const namespace = namespaceOf(context, args.string('update'));
  checkNamespace(namespace);
  const statements = args.documents('updates');
  checkBatch(statements.length);
  for (const statement of statements) checkUpdateStatement(statement);
  const result = new WriteResult(args.get('ordered') !== false);
  const { variables } = knownOf(args.document('let'), context.now, undefined);
  for (const [index, statement] of statements.entries()) {
    try {
      yield* updateStatement(
        context,
        namespace,
        parseStatement(statement, variables, context.now),
        index,
        result,
      );
    } catch (error) {
      if (result.fail(index, error)) break;
    }
  }
  return result.toReply(true);
}

interface Statement extends TargetQuestion {
  readonly update: Update;
  readonly multi: boolean;
  readonly upsert: boolean;
}

/** A statement that cannot be read is an error of the whole command: nothing of it is done. */
export function checkUpdateStatement(statement: Doc): void {
  const args = new Arguments(statement, 'update.updates');
  args.allow('q', 'u', 'c', 'multi', 'upsert', 'collation', 'arrayFilters', 'hint', 'upsertSupplied');
  args.refuse('upsertSupplied');
  for (const name of ['q', 'u']) {
    if (!statement.has(name))
      throw new CommandError(40414, `BSON field 'update.updates.${name}' is missing but a required field`);
  }
}

function parseStatement(statement: Doc, outer: Doc | undefined, now: number): Statement {
  const args = new Arguments(statement, 'update.updates');
  const collation = Collation.parse(statement.get('collation'));
  const known = knownOf(args.document('c'), now, collation, outer);
  const query = args.document('q') ?? new Map();
  const multi = args.boolean('multi');
  const arrayFilters = statement.has('arrayFilters') ? args.documents('arrayFilters') : undefined;
  const parsed = parseUpdate(statement.get('u') ?? null, arrayFilters, known);
  if (multi && parsed.kind === 'replacement')
    throw new CommandError(9, 'multi update is not supported for replacement-style update');
  return {
    filter: parseFilter(query, known),
    sort: [],
    hint: args.get('hint'),
    update: parsed,
    multi,
    upsert: args.boolean('upsert'),
  };
}

function* updateStatement(
  context: CommandContext,
  namespace: string,
  statement: Statement,
  index: number,
  result: WriteResult,
): Generator<Pause, void> {
  const collection = context.store.catalog.find(namespace);
  let matched = 0;
  if (collection !== undefined && statement.multi) {
    for (const target of allTargets(context, collection, statement)) {
      if (target === PAUSE) yield PAUSE;
      else {
        matched += 1;
        result.n += 1;
        if (applyToTarget(context, namespace, target, statement) !== undefined) result.nModified += 1;
      }
    }
  } else if (collection !== undefined) {
    const target = yield* firstTarget(context, collection, statement);
    if (target !== undefined) {
      matched = 1;
      const changed = applyToTarget(context, namespace, target, statement) !== undefined;
      result.n += 1;
      if (changed) result.nModified += 1;
    }
  }
  if (matched === 0 && statement.upsert) {
    const inserted = insertUpsert(context, namespace, statement);
    result.upsert(index, inserted.get('_id') ?? null);
  }
}

/** Changes one document. Returns its new version, or undefined where nothing is different. */
export function applyToTarget(
  context: CommandContext,
  namespace: string,
  target: Target,
  statement: Pick<Statement, 'filter' | 'update'>,
): Doc | undefined {
  const { store, now } = context;
  const { update } = statement;
  const after = update.apply(target.doc, { filter: statement.filter, now, inserting: false });
  if (after === undefined) return undefined;
  const collection = store.catalog.find(namespace);
  checkDocument(context, collection, after, target.doc);
  beginWrite(context);
  if (collection === undefined) throw new CommandError(175, `collection dropped: ${namespace}`);
  collection.replace(target.record, target.doc, target.bytes.length, after, update.touches);
  return after;
}

export function insertUpsert(
  context: CommandContext,
  namespace: string,
  statement: Pick<Statement, 'filter' | 'update'>,
): Doc {
  const { store, now } = context;
  const doc = upsertDocument(statement.filter, statement.update, now);
  const id: Value | undefined = doc.get('_id');
  checkId(id);
  checkDocument(context, store.catalog.find(namespace), doc);
  beginWrite(context);
  store.catalog.obtain(namespace).insert(doc, encodeDocument(doc));
  return doc;
}
