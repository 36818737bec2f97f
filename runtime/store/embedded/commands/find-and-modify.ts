import { decodeDocument } from '../bson/decode';
import { type Doc, docOf, type Value } from '../bson/value';
import { CommandError } from '../errors';
import type { Pause } from '../plan/budget';
import { parseFilter } from '../query/parse';
import { parseProjection } from '../query/projection';
import { parseSort } from '../query/sort';
import { checkNamespace } from '../storage/catalog';
import { parseUpdate } from '../update/parse-update';
import { type CommandContext, namespaceOf } from './command';
import { deleteTarget } from './delete';
import { knownOf } from './known-of';
import { applyToTarget, insertUpsert } from './update';
import { firstTarget } from './write-target';

export const FIND_AND_MODIFY_OPTIONS = [
  'query',
  'sort',
  'remove',
  'update',
  'new',
  'fields',
  'upsert',
  'bypassDocumentValidation',
  'collation',
  'arrayFilters',
  'hint',
  'let',
  'findAndModify',
  'findandmodify',
];

/** `findAndModify`: https://www.mongodb.com/docs/manual/reference/command/findAndModify/ */
export function* findAndModify(context: CommandContext): Generator<Pause, Doc> {
  const { args, store } = context;
  args.allow(...FIND_AND_MODIFY_OPTIONS);
  const name = args.get('findAndModify') ?? args.get('findandmodify');
  if (typeof name !== 'string') throw new CommandError(14, 'collection name has invalid type');
  const namespace = namespaceOf(context, name);
  checkNamespace(namespace);
  const collation = args.collation();
  const known = knownOf(args.document('let'), context.now, collation);
  const filter = parseFilter(args.document('query') ?? new Map(), known);
  const sort = parseSort(args.document('sort') ?? new Map());
  const question = { filter, sort, collation, hint: args.get('hint') };
  const remove = args.boolean('remove');
  const change = args.get('update');
  refuseContradictions(context, remove, change);
  const collection = store.catalog.find(namespace);
  const target = collection === undefined ? undefined : yield* firstTarget(context, collection, question);
  if (remove) {
    if (target !== undefined && collection !== undefined) deleteTarget(context, collection, target);
    return reply(context, target?.doc, docOf({ n: target === undefined ? 0 : 1 }));
  }
  const arrayFilters = args.doc.has('arrayFilters') ? args.documents('arrayFilters') : undefined;
  const statement = { filter, update: parseUpdate(change ?? null, arrayFilters, known) };
  const returnNew = args.boolean('new');
  if (target !== undefined) {
    const after = applyToTarget(context, namespace, target, statement) ?? decodeDocument(target.bytes);
    return reply(context, returnNew ? after : target.doc, docOf({ n: 1, updatedExisting: true }));
  }
  if (!args.boolean('upsert')) return reply(context, undefined, docOf({ n: 0, updatedExisting: false }));
  const inserted = insertUpsert(context, namespace, statement);
  return reply(
    context,
    returnNew ? inserted : undefined,
    docOf({ n: 1, updatedExisting: false, upserted: inserted.get('_id') }),
  );
}

function refuseContradictions(context: CommandContext, remove: boolean, change: Value | undefined): void {
  const { args } = context;
  if (remove && change !== undefined)
    throw new CommandError(9, 'Cannot specify both an update and remove=true');
  if (!remove && change === undefined)
    throw new CommandError(9, 'Either an update or remove=true must be specified');
  if (remove && args.boolean('new')) {
    throw new CommandError(
      9,
      `Cannot specify both new=true and remove=true; 'remove' always returns the deleted document`,
    );
  }
  if (remove && args.boolean('upsert'))
    throw new CommandError(9, 'Cannot specify both upsert=true and remove=true');
  if (remove && args.doc.has('arrayFilters'))
    throw new CommandError(9, 'Cannot specify arrayFilters and remove=true');
}

function reply(context: CommandContext, doc: Doc | undefined, lastErrorObject: Doc): Doc {
  const fields = context.args.document('fields');
  let value: Value = doc ?? null;
  if (doc !== undefined && fields !== undefined && fields.size > 0) {
    const { args, now } = context;
    const known = knownOf(args.document('let'), now, args.collation());
    const filter = parseFilter(args.document('query') ?? new Map(), known);
    value = parseProjection(fields, { filter, ofFind: true, known }).apply(doc, now);
  }
  return docOf({ lastErrorObject, value, ok: 1 });
}
