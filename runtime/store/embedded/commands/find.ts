import type { Doc } from '../bson/value';
import { CommandError } from '../errors';
import type { Pause } from '../plan/budget';
import { emptyStream, findStream } from '../query/find-stream';
import { parseFilter } from '../query/parse';
import { parseProjection } from '../query/projection';
import { parseSort } from '../query/sort';
import { firstBatch, nextBatch } from './batch';
import { type CommandContext, namespaceOf } from './command';
import { knownOf } from './known-of';
import { noteSlow } from './slow';
import { viewStream } from './view-stream';

export const FIND_OPTIONS = [
  'filter',
  'sort',
  'projection',
  'hint',
  'skip',
  'limit',
  'batchSize',
  'singleBatch',
  'noCursorTimeout',
  'collation',
  'allowDiskUse',
  'let',
  'allowPartialResults',
  'max',
  'min',
  'returnKey',
  'showRecordId',
  'tailable',
  'awaitData',
  'oplogReplay',
];

/** `find`: https://www.mongodb.com/docs/manual/reference/command/find/ */
export function* find(context: CommandContext): Generator<Pause, Doc> {
  const { args, store, budget, now } = context;
  args.allow(...FIND_OPTIONS);
  args.refuse('returnKey', 'showRecordId', 'tailable', 'awaitData', 'max', 'min');
  const namespace = namespaceOf(context, args.string('find'));
  const collation = args.collation();
  const known = knownOf(args.document('let'), now, collation);
  const filter = parseFilter(args.document('filter') ?? new Map(), known);
  const sort = parseSort(args.document('sort') ?? new Map());
  const projectionSpec = args.document('projection');
  const projection =
    projectionSpec === undefined || projectionSpec.size === 0
      ? undefined
      : parseProjection(projectionSpec, { filter, ofFind: true, known });
  const limit = args.count('limit') ?? 0;
  const question = {
    filter,
    sort,
    collation,
    skip: args.count('skip') ?? 0,
    limit: limit === 0 ? undefined : limit,
    hint: args.get('hint'),
    allowDiskUse: args.boolean('allowDiskUse', true),
    budget,
    now,
    examined: { keys: 0, documents: 0 },
  };
  const collection = store.catalog.find(namespace);
  const stream = store.catalog.views.find(namespace)
    ? viewStream(context, namespace, known, projection)
    : collection === undefined
      ? emptyStream()
      : noteSlow(context, namespace, filter, sort, question, (noted) =>
          findStream(collection, noted, projection),
        );
  return yield* firstBatch(store.cursors, {
    namespace,
    stream,
    budget,
    batchSize: args.count('batchSize'),
    limit: question.limit,
    single: args.boolean('singleBatch'),
    timesOut: !args.boolean('noCursorTimeout'),
  });
}

/** `getMore` */
export function* getMore(context: CommandContext): Generator<Pause, Doc> {
  const { args, store } = context;
  args.allow('collection', 'batchSize');
  if (context.args.get('maxTimeMS') !== undefined)
    throw new CommandError(2, 'cannot set maxTimeMS on getMore command for a non-awaitData cursor');
  const id = args.get('getMore');
  if (typeof id !== 'bigint' && typeof id !== 'number')
    throw new CommandError(14, `BSON field 'getMore.getMore' is the wrong type, expected type 'long'`);
  const namespace = namespaceOf(context, args.string('collection'));
  const cursor = store.cursors.get(BigInt(id), namespace);
  return yield* nextBatch(store.cursors, cursor, args.count('batchSize'));
}
