import { fieldsOfPipeline, parsePipeline, runPipeline } from '../aggregate/pipeline';
import type { Documents, Stage, StageContext } from '../aggregate/stage';
import type { CountedStage, MatchStage, SortStage } from '../aggregate/stages/simple';
import { decodeDocument } from '../bson/decode';
import { encodeDocument } from '../bson/encode';
import { toNumber } from '../bson/number';
import { type Doc, docOf, integer, isNumeric, type Value } from '../bson/value';
import { CommandError } from '../errors';
import { PAUSE, type Pause } from '../plan/budget';
import type { Filter } from '../query/filter';
import { type FindQuestion, findStream } from '../query/find-stream';
import type { SortField } from '../query/sort';
import type { DocumentStream } from '../server/cursors';
import type { Collection } from '../storage/collection';
import { cursorReply, firstBatch } from './batch';
import { type CommandContext, namespaceOf } from './command';
import { countMatching } from './count';
import { emptyStream } from './find';
import { letVariables } from './let-variables';
import { pipelineOutput } from './pipeline-output';
import { noteSlow } from './slow';

/** `aggregate`: https://www.mongodb.com/docs/manual/reference/command/aggregate/ */
export function* aggregate(context: CommandContext): Generator<Pause, Doc> {
  const { args, store, budget, database } = context;
  allowArguments(context);
  const variables = letVariables(args.document('let'), context.now);
  const stages = parsePipeline(args.get('pipeline') ?? null, variables, { database });
  const namespace = sourceOf(context, stages);
  const cursor = args.document('cursor');
  if (cursor === undefined)
    throw new CommandError(
      9,
      `The 'cursor' option is required, except for aggregate with the explain argument`,
    );
  const size = cursor.get('batchSize');
  const stream = streamOf(context, store.catalog.find(namespace), stages);
  if (stages.at(-1)?.writes === true) {
    checkReadConcern(context, stages);
    // A pipeline that writes is done at once and gives nothing, whatever the batch size.
    for (const item of stream) if (item === PAUSE) yield item;
    return cursorReply('firstBatch', [], 0n, namespace);
  }
  return yield* firstBatch(store.cursors, {
    namespace,
    stream,
    budget,
    batchSize: isNumeric(size) ? toNumber(size) : undefined,
    single: false,
    timesOut: true,
  });
}

function allowArguments({ args }: CommandContext): void {
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
  args.refuseCollation();
}

/** The namespace of the command; a pipeline that begins with no collection has one that nothing is kept under. */
export function sourceOf(context: CommandContext, stages: readonly Stage[]): string {
  const name = context.args.get('aggregate');
  const [first] = stages;
  if (typeof name === 'string') {
    if (first?.begins === 'database')
      throw new CommandError(
        73,
        `${first.name} must be run against the database with {aggregate: 1}, not a collection`,
      );
    return namespaceOf(context, name);
  }
  if (!isNumeric(name) || toNumber(name) !== 1)
    throw new CommandError(
      9,
      "Invalid command format: the 'aggregate' field must specify a collection name or 1",
    );
  if (first?.begins !== 'database')
    throw new CommandError(
      73,
      `{aggregate: 1} is not valid for '${first?.name ?? 'an empty pipeline'}'; a collection is required.`,
    );
  return `${context.database}.$cmd.aggregate`;
}

function checkReadConcern({ args }: CommandContext, stages: readonly Stage[]): void {
  const concern = args.get('readConcern');
  const level = concern instanceof Map ? concern.get('level') : undefined;
  if (level === 'linearizable')
    throw new CommandError(
      72,
      `${stages.at(-1)?.name ?? ''} cannot be used with a 'linearizable' read concern level`,
    );
}

function stageContext(context: CommandContext, source: Collection | undefined): StageContext {
  const { now, budget, database, store, args } = context;
  return {
    now,
    budget,
    database,
    collection: (name: string) => store.catalog.find(`${database}.${name}`),
    source,
    output: pipelineOutput(context),
    server: { sessions: () => store.sessions.all() },
    allowDiskUse: args.get('allowDiskUse') !== false,
  };
}

function streamOf(
  context: CommandContext,
  collection: Collection | undefined,
  stages: readonly Stage[],
): DocumentStream {
  if (collection === undefined || stages[0]?.begins !== undefined)
    return encoded(runPipeline(stages, emptyStream(), stageContext(context, collection)));
  const { question, rest } = pushDown(context, stages);
  const counted = countField(context.args.get('pipeline'));
  if (counted !== undefined) return countStream(context, collection, question, counted);
  return noteSlow(context, collection.namespace, question.filter, question.sort, question, (noted) => {
    if (rest.length === 0) return findStream(collection, noted, undefined);
    return pipelineStream(context, collection, noted, rest);
  });
}

function* encoded(documents: Documents): DocumentStream {
  for (const doc of documents) yield doc === PAUSE ? doc : encodeDocument(doc);
}

function* pipelineStream(
  context: CommandContext,
  collection: Collection,
  question: FindQuestion,
  rest: readonly Stage[],
): DocumentStream {
  const wanted = fieldsOfPipeline(rest);
  const source = decoded(findStream(collection, question, undefined), wanted);
  yield* encoded(runPipeline(rest, source, stageContext(context, collection)));
}

function* decoded(stream: DocumentStream, wanted: ReadonlySet<string> | undefined): Documents {
  for (const bytes of stream) yield bytes === PAUSE ? bytes : decodeDocument(bytes, 0, wanted);
}

/** The leading stages that a plain query can answer are left to it, and so to the indexes. */
export function pushDown(
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
      allowDiskUse: args.get('allowDiskUse') !== false,
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
