import { type Doc, typeName, type Value } from '../bson/value';
import { CommandError, unsupported } from '../errors';
import { PAUSE } from '../plan/budget';
import type { Known } from '../query/known';
import { parseDocumentStage } from './document-stages';
import type { Documents, Stage, StageContext, StageParser } from './stage';
import { parseBucket } from './stages/bucket';
import { parseFacet } from './stages/facet';
import { parseGroup, parseSortByCount } from './stages/group';
import { parseLookup } from './stages/lookup';
import { parseMerge, parseOut } from './stages/output';
import { parseSample } from './stages/sample';
import { parseCount, parseLimit, parseMatch, parseSkip, parseSortStage } from './stages/simple';
import { parseCollStats, parseDocuments, parseIndexStats, parseListLocalSessions } from './stages/sources';
import { parseUnionWith } from './stages/union-with';
import { parseUnwind } from './stages/unwind';

const STAGES: ReadonlyMap<string, StageParser> = new Map(
  Object.entries({
    $match: parseMatch,
    $sort: parseSortStage,
    $limit: parseLimit,
    $skip: parseSkip,
    $count: parseCount,
    $group: parseGroup,
    $sortByCount: parseSortByCount,
    $bucket: parseBucket,
    $unwind: parseUnwind,
    $lookup: parseLookup,
    $facet: parseFacet,
    $sample: parseSample,
    $unionWith: parseUnionWith,
    $out: parseOut,
    $merge: parseMerge,
    $documents: parseDocuments,
    $listLocalSessions: parseListLocalSessions,
    $collStats: parseCollStats,
    $indexStats: parseIndexStats,
  }),
);

/** Stages of MongoDB's that this server knows by name and refuses. */
const REFUSED = [
  '$bucketAuto',
  '$changeStream',
  '$changeStreamSplitLargeEvent',
  '$currentOp',
  '$densify',
  '$fill',
  '$geoNear',
  '$graphLookup',
  '$listSampledQueries',
  '$listSearchIndexes',
  '$listSessions',
  '$planCacheStats',
  '$redact',
  '$search',
  '$searchMeta',
  '$setWindowFields',
  '$shardedDataDistribution',
  '$vectorSearch',
];

/** Where a pipeline stands: alone in its command, or within a stage. */
export interface PipelinePlace {
  /** The database of the command. */
  readonly database: string;
  /** The stage that holds it. */
  readonly within?: string;
}

/** Parses the stages of a pipeline; one that is not known is refused with MongoDB's code 40324. */
export function parsePipeline(stages: Value, known: Known, place: PipelinePlace): Stage[] {
  if (!Array.isArray(stages)) throw new CommandError(14, `'pipeline' option must be specified as an array`);
  const parsed = stages.map((stage) => {
    if (!(stage instanceof Map))
      throw new CommandError(
        14,
        `Each element of the 'pipeline' array must be an object, found ${typeName(stage)}`,
      );
    const [name = ''] = stage.keys();
    if (stage.size !== 1)
      throw new CommandError(40323, 'A pipeline stage specification object must contain exactly one field.');
    return parseStage(name, stage.get(name) ?? null, known, place);
  });
  checkPlaces(parsed, place);
  return parsed;
}

/** Some stages stand only at the beginning, some only at the end, and of those none within another stage. */
function checkPlaces(stages: readonly Stage[], { within }: PipelinePlace): void {
  for (const [at, { name, begins, writes }] of stages.entries()) {
    if (begins !== undefined && at > 0)
      throw new CommandError(40602, `${name} is only valid as the first stage in a pipeline`);
    if (begins !== undefined && within === '$facet')
      throw new CommandError(40600, `${name} is not allowed to be used within a $facet stage`);
    if (begins !== undefined && within !== undefined && (within !== '$unionWith' || begins === 'collection'))
      throw unsupported(`the stage ${name} within ${within}`, 40324);
    if (writes !== true) continue;
    if (within === '$facet')
      throw new CommandError(40600, `${name} is not allowed to be used within a $facet stage`);
    if (within !== undefined)
      throw new CommandError(51047, `${name} is not allowed within a ${within}'s sub-pipeline`);
    if (at < stages.length - 1)
      throw new CommandError(40601, `${name} can only be the final stage in the pipeline`);
  }
}

function parseStage(name: string, argument: Value, known: Known, { database }: PipelinePlace): Stage {
  if (name === '$changeStream') {
    throw new CommandError(40573, 'The $changeStream stage is only supported on replica sets');
  }
  const parser = STAGES.get(name);
  if (parser !== undefined) {
    const inner = (stages: Value, inside: Known): Stage[] =>
      parsePipeline(stages, inside, { database, within: name });
    return parser(argument, { name, database, known, parsePipeline: inner });
  }
  const mapping = parseDocumentStage(name, argument, known);
  if (mapping !== undefined) {
    return { name, run: mapped(mapping.apply), reads: mapping.fields, narrows: mapping.fields !== undefined };
  }
  if (REFUSED.includes(name)) throw unsupported(`the stage ${name}`, 40324);
  throw new CommandError(40324, `Unrecognized pipeline stage name: '${name}'`);
}

function mapped(apply: (doc: Doc, now: number) => Doc): Stage['run'] {
  return function* (input: Documents, context: StageContext): Documents {
    for (const doc of input) yield doc === PAUSE ? doc : apply(doc, context.now);
  };
}

/** Sends documents through the stages. */
export function runPipeline(stages: readonly Stage[], input: Documents, context: StageContext): Documents {
  return stages.reduce((documents, stage) => stage.run(documents, context), input);
}

/** The top-level fields of the stored documents that the stages need; undefined where all. */
export function fieldsOfPipeline(stages: readonly Stage[]): ReadonlySet<string> | undefined {
  const fields = new Set<string>();
  for (const stage of stages) {
    if (stage.reads === undefined) return undefined;
    for (const field of stage.reads) fields.add(field);
    if (stage.narrows) return fields;
  }
  return undefined;
}
