import { fieldsOfPipeline, parsePipeline, runPipeline } from '../aggregate/pipeline';
import type { Documents, Stage, StageContext, ViewSource } from '../aggregate/stage';
import type { CountedStage, MatchStage, SortStage } from '../aggregate/stages/simple';
import type { Collation } from '../bson/collation';
import { decodeDocument } from '../bson/decode';
import { encodeDocument } from '../bson/encode';
import { docOf, integer, type Value } from '../bson/value';
import { CommandError } from '../errors';
import { RECORD_LIMIT } from '../limits';
import { PAUSE } from '../plan/budget';
import type { Filter } from '../query/filter';
import { emptyStream, type FindQuestion, findStream } from '../query/find-stream';
import { type Known, NOTHING_KNOWN } from '../query/known';
import type { SortField } from '../query/sort';
import type { DocumentStream } from '../server/cursors';
import type { Collection } from '../storage/collection';
import type { CommandContext } from './command';
import { countMatching } from './count';
import { pipelineOutput } from './pipeline-output';
import { noteSlow } from './slow';

function stageContext(context: CommandContext, source: Collection | undefined): StageContext {
  const { now, budget, database, store, args } = context;
  return {
    now,
    budget,
    database,
    collection: (name) => store.catalog.find(`${database}.${name}`),
    view: (name) => viewSource(context, `${database}.${name}`),
    source,
    output: pipelineOutput(context),
    server: { sessions: () => store.sessions.all() },
    allowDiskUse: args.boolean('allowDiskUse', true),
  };
}

function viewSource(context: CommandContext, namespace: string): ViewSource | undefined {
  const { store, database } = context;
  const view = store.catalog.views.find(namespace);
  if (view === undefined) return undefined;
  const base = store.catalog.views.resolve(view);
  const stages = parsePipeline(base.pipeline.slice(), NOTHING_KNOWN, { database });
  return { collection: store.catalog.find(base.namespace), stages };
}

export interface PipelineQuestion {
  /** The collection or view that the pipeline reads. */
  readonly namespace: string;
  readonly pipeline: Value;
  readonly known: Known;
}

/** Reads a pipeline and runs it; one over a view stands behind the view's own. */
export function pipelineStream(
  context: CommandContext,
  { namespace, pipeline, known }: PipelineQuestion,
): { readonly stream: DocumentStream; readonly stages: readonly Stage[] } {
  const { database, store } = context;
  const view = store.catalog.views.find(namespace);
  if (view === undefined) {
    const stages = parsePipeline(pipeline, known, { database });
    return { stages, stream: streamOf(context, store.catalog.find(namespace), pipeline, stages, known) };
  }
  if (known.collation !== undefined)
    throw new CommandError(167, "Cannot override a view's default collation");
  const base = store.catalog.views.resolve(view);
  const whole = [...base.pipeline, ...(Array.isArray(pipeline) ? pipeline : [])];
  const stages = parsePipeline(whole, known, { database });
  return { stages, stream: streamOf(context, store.catalog.find(base.namespace), whole, stages, known) };
}

function streamOf(
  context: CommandContext,
  collection: Collection | undefined,
  pipeline: Value,
  stages: readonly Stage[],
  { collation }: Known,
): DocumentStream {
  if (collection === undefined || stages[0]?.begins !== undefined)
    return encoded(runPipeline(stages, emptyStream(), stageContext(context, collection)));
  const { question, rest } = pushDown(context, stages, collation);
  const counted = countField(pipeline);
  if (counted !== undefined) return countStream(context, collection, question, counted);
  return noteSlow(context, collection.namespace, question.filter, question.sort, question, (noted) => {
    if (rest.length === 0) return findStream(collection, noted, undefined);
    return behindQuery(context, collection, noted, rest);
  });
}

function* encoded(documents: Documents): DocumentStream {
  for (const doc of documents) yield doc === PAUSE ? doc : checkedSize(encodeDocument(doc));
}

/** A document that no message could carry is an error, as in MongoDB. */
function checkedSize(bytes: Buffer): Buffer {
  if (bytes.length <= RECORD_LIMIT) return bytes;
  const size = `${bytes.length} (0x${bytes.length.toString(16).toUpperCase()})`;
  throw new CommandError(
    10334,
    `BSONObj size: ${size} is invalid. Size must be between 0 and ${RECORD_LIMIT}`,
  );
}

function* behindQuery(
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
  collation: Collation | undefined,
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
      collation,
      skip,
      limit,
      hint: args.get('hint'),
      allowDiskUse: args.boolean('allowDiskUse', true),
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
