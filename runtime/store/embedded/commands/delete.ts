import { Collation } from '../bson/collation';
import type { Doc } from '../bson/value';
import { CommandError } from '../errors';
import { PAUSE, type Pause } from '../plan/budget';
import { parseFilter } from '../query/parse';
import type { Collection } from '../storage/collection';
import { Arguments } from './arguments';
import { beginWrite, type CommandContext, namespaceOf } from './command';
import { knownOf } from './known-of';
import { checkBatch, WriteResult } from './write-result';
import { allTargets, firstTarget, type Target } from './write-target';

export const DELETE_OPTIONS = ['deletes', 'ordered', 'let'];

/** `delete`: https://www.mongodb.com/docs/manual/reference/command/delete/ */
export function* deleteDocuments(context: CommandContext): Generator<Pause, Doc> {
  const { args } = context;
  args.allow(...DELETE_OPTIONS);
  const namespace = namespaceOf(context, args.string('delete'));
  const statements = args.documents('deletes');
  checkBatch(statements.length);
  for (const statement of statements) checkDeleteStatement(statement);
  const result = new WriteResult(args.get('ordered') !== false);
  for (const [index, statement] of statements.entries()) {
    try {
      yield* deleteStatement(context, namespace, statement, result);
    } catch (error) {
      if (result.fail(index, error)) break;
    }
  }
  return result.toReply(false);
}

/** A statement that cannot be read is an error of the whole command: nothing of it is done. */
export function checkDeleteStatement(statement: Doc): void {
  const args = new Arguments(statement, 'delete.deletes');
  args.allow('q', 'limit', 'collation', 'hint');
  for (const name of ['q', 'limit']) {
    if (!statement.has(name))
      throw new CommandError(40414, `BSON field 'delete.deletes.${name}' is missing but a required field`);
  }
  const limit = args.count('limit') ?? 0;
  if (limit > 1) throw new CommandError(9, `The limit field in delete objects must be 0 or 1. Got ${limit}`);
}

function* deleteStatement(
  context: CommandContext,
  namespace: string,
  statement: Doc,
  result: WriteResult,
): Generator<Pause, void> {
  const args = new Arguments(statement, 'delete.deletes');
  const collation = Collation.parse(statement.get('collation'));
  const query = args.document('q') ?? new Map();
  const limit = args.count('limit') ?? 0;
  const question = {
    filter: parseFilter(query, knownOf(context.args.document('let'), context.now, collation)),
    sort: [],
    hint: args.get('hint'),
  };
  const collection = context.store.catalog.find(namespace);
  if (collection === undefined) return;
  if (limit === 1) {
    const target = yield* firstTarget(context, collection, question);
    if (target !== undefined) {
      deleteTarget(context, collection, target);
      result.n += 1;
    }
    return;
  }
  for (const target of allTargets(context, collection, question)) {
    if (target === PAUSE) yield PAUSE;
    else {
      deleteTarget(context, collection, target);
      result.n += 1;
    }
  }
}

export function deleteTarget(context: CommandContext, collection: Collection, target: Target): void {
  beginWrite(context);
  collection.delete(target.record, target.doc, target.bytes.length);
}
