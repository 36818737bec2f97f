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
import { letVariables } from './let-variables';
import { applyToTarget, insertUpsert } from './update';
import { firstTarget } from './write-target';

/** `findAndModify`: https://www.mongodb.com/docs/manual/reference/command/findAndModify/ */
export function* findAndModify(context: CommandContext): Generator<Pause, Doc> {
  const { args, store } = context;
  args.allow(
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
  );
  args.refuseCollation();
  const name = args.get('findAndModify') ?? args.get('findandmodify');
  if (typeof name !== 'string') throw new CommandError(14, 'collection name has invalid type');
  const namespace = namespaceOf(context, name);
  checkNamespace(namespace);
  const variables = letVariables(args.document('let'), context.now);
  const filter = parseFilter(args.document('query') ?? new Map(), variables);
  const question = { filter, sort: parseSort(args.document('sort') ?? new Map()), hint: args.get('hint') };
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
  const statement = { filter, update: parseUpdate(change ?? null, arrayFilters, variables) };
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
    const filter = parseFilter(
      context.args.document('query') ?? new Map(),
      letVariables(context.args.document('let'), context.now),
    );
    value = parseProjection(fields, {
      filter,
      ofFind: true,
      variables: letVariables(context.args.document('let'), context.now),
    }).apply(doc, context.now);
  }
  return docOf({ lastErrorObject, value, ok: 1 });
}
