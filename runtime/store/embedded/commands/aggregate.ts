import { fieldsOfPipeline, parsePipeline, runPipeline } from '../aggregate/pipeline';
import type { Documents, Stage } from '../aggregate/stage';
import type { CountedStage, MatchStage, SortStage } from '../aggregate/stages/simple';
import { decodeDocument } from '../bson/decode';
import { encodeDocument } from '../bson/encode';
import { toNumber } from '../bson/number';
import { type Doc, docOf, integer, isNumeric, type Value } from '../bson/value';
import { CommandError, unsupported } from '../errors';
import { PAUSE, type Pause } from '../plan/budget';
import type { Filter } from '../query/filter';
import { type FindQuestion, findStream } from '../query/find-stream';
import type { SortField } from '../query/sort';
import type { DocumentStream } from '../server/cursors';
import type { Collection } from '../storage/collection';
import { firstBatch } from './batch';
import { type CommandContext, namespaceOf } from './command';
import { countMatching } from './count';
import { emptyStream } from './find';
import { letVariables } from './let-variables';
import { noteSlow } from './slow';

/** `aggregate`: https://www.mongodb.com/docs/manual/reference/command/aggregate/ */
export function* aggregate(context: CommandContext): Generator<Pause, Doc> {
  const { args, store, budget } = context;
  args.allow(
    'pipeline',
    'cursor',
    'allowDiskUse',
    'hint',
    'let',
    'collation',
    'bypassDocumentValidation',
    'explain',
  );
  args.refuse('explain');
  args.refuseCollation();
  const name = args.get('aggregate');
  const variables = letVariables(args.document('let'), context.now);
  const stages = parsePipeline(args.get('pipeline') ?? null, variables);
  if (typeof name !== 'string') throw unsupported('an aggregation that does not begin with a collection', 73);
  const cursor = args.document('cursor');
  if (cursor === undefined)
    throw new CommandError(
      9,
      `The 'cursor' option is required, except for aggregate with the explain argument`,
    );
  const size = cursor.get('batchSize');
  const namespace = namespaceOf(context, name);
  const collection = store.catalog.find(namespace);
  const stream =
    collection === undefined ? runOnNothing(context, stages) : streamOf(context, collection, stages);
  return yield* firstBatch(store.cursors, {
    namespace,
    stream,
    budget,
    batchSize: isNumeric(size) ? toNumber(size) : undefined,
    single: false,
    timesOut: true,
  });
}

function* runOnNothing(context: CommandContext, stages: readonly Stage[]): DocumentStream {
  for (const doc of runPipeline(stages, emptyStream(), stageContext(context)))
    yield doc === PAUSE ? doc : encodeDocument(doc);
}

function stageContext(context: CommandContext) {
  const { now, budget, database, store } = context;
  return { now, budget, database, collection: (name: string) => store.catalog.find(`${database}.${name}`) };
}

function streamOf(context: CommandContext, collection: Collection, stages: readonly Stage[]): DocumentStream {
  const { question, rest } = pushDown(context, stages);
  const counted = countField(context.args.get('pipeline'));
  if (counted !== undefined) return countStream(context, collection, question, counted);
  return noteSlow(context, collection.namespace, question.filter, question.sort, question, (noted) => {
    if (rest.length === 0) return findStream(collection, noted, undefined);
    return pipelineStream(context, collection, noted, rest);
  });
}

function* pipelineStream(
  context: CommandContext,
  collection: Collection,
  question: FindQuestion,
  rest: readonly Stage[],
): DocumentStream {
  const wanted = fieldsOfPipeline(rest);
  const source = decoded(findStream(collection, question, undefined), wanted);
  for (const doc of runPipeline(rest, source, stageContext(context)))
    yield doc === PAUSE ? doc : encodeDocument(doc);
}

function* decoded(stream: DocumentStream, wanted: ReadonlySet<string> | undefined): Documents {
  for (const bytes of stream) yield bytes === PAUSE ? bytes : decodeDocument(bytes, 0, wanted);
}

/** The leading stages that a plain query can answer are left to it, and so to the indexes. */
function pushDown(
  context: CommandContext,
  stages: readonly Stage[],
): { question: FindQuestion; rest: readonly Stage[] } {
  const rest = [...stages];
  const filters: Filter[] = [];
  for (let [first] = rest; isMatch(first); [first] = rest) {
    filters.push(first.filter);
    rest.shift();
  }
  let sort: readonly SortField[] = [];
  let skip = 0;
  let limit: number | undefined;
  const [sorting] = rest;
  if (isSort(sorting)) {
    sort = sorting.sort;
    rest.shift();
  }
  const [skipping] = rest;
  if (isCounted(skipping, '$skip')) {
    skip = skipping.amount;
    rest.shift();
  }
  const [limiting] = rest;
  if (isCounted(limiting, '$limit')) {
    limit = limiting.amount;
    rest.shift();
  }
  const filter: Filter =
    filters.length === 1 && filters[0] !== undefined ? filters[0] : { kind: 'and', items: filters };
  const { budget, now, args } = context;
  return {
    question: {
      filter,
      sort,
      skip,
      limit,
      hint: args.get('hint'),
      budget,
      now,
      examined: { keys: 0, documents: 0 },
    },
    rest,
  };
}

function isMatch(stage: Stage | undefined): stage is MatchStage {
  return stage !== undefined && stage.name === '$match' && 'filter' in stage;
}

function isSort(stage: Stage | undefined): stage is SortStage {
  return stage !== undefined && stage.name === '$sort' && 'sort' in stage;
}

function isCounted(stage: Stage | undefined, name: string): stage is CountedStage {
  return stage !== undefined && stage.name === name && 'amount' in stage;
}

/** The field of a pipeline that only counts: `countDocuments` of the drivers, or `$count` behind a match. */
function countField(pipeline: Value | undefined): { field: string; id: Value | undefined } | undefined {
  if (!Array.isArray(pipeline)) return undefined;
  const names = pipeline.map((stage) => (stage instanceof Map ? ([...stage.keys()][0] ?? '') : ''));
  const last = pipeline.at(-1);
  const before = names.slice(0, -1).join(' ');
  if (
    !['', '$match', '$match $skip', '$match $limit', '$match $skip $limit'].includes(before) ||
    !(last instanceof Map)
  )
    return undefined;
  const count = last.get('$count');
  if (typeof count === 'string') return { field: count, id: undefined };
  const group = last.get('$group');
  if (!(group instanceof Map) || group.size !== 2) return undefined;
  const id = group.get('_id');
  const [, field = ''] = group.keys();
  const accumulator = group.get(field);
  const isOne = accumulator instanceof Map && accumulator.size === 1 && accumulator.get('$sum') === 1;
  const isConstant = id === null || typeof id === 'number';
  return isOne && isConstant && field !== '_id' ? { field, id } : undefined;
}

function* countStream(
  context: CommandContext,
  collection: Collection,
  question: FindQuestion,
  counted: { field: string; id: Value | undefined },
): DocumentStream {
  const { skip, limit } = question;
  const most = limit === undefined ? undefined : limit + skip;
  const total = yield* countMatching(context, collection, question.filter, question.hint, most);
  const n = limit === undefined ? Math.max(0, total - skip) : Math.min(Math.max(0, total - skip), limit);
  if (n > 0) yield encodeDocument(docOf({ _id: counted.id, [counted.field]: integer(n) }));
}
