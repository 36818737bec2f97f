import { type Doc, typeName, type Value } from '../bson/value';
import { CommandError, unsupported } from '../errors';
import { PAUSE } from '../plan/budget';
import { parseDocumentStage } from './document-stages';
import type { Documents, Stage, StageContext, StageParser } from './stage';
import { parseBucket } from './stages/bucket';
import { parseFacet } from './stages/facet';
import { parseGroup, parseSortByCount } from './stages/group';
import { parseLookup } from './stages/lookup';
import { parseCount, parseLimit, parseMatch, parseSkip, parseSortStage } from './stages/simple';
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
  }),
);

/** Stages of MongoDB's that this server knows by name and refuses. */
const REFUSED = [
  '$bucketAuto',
  '$changeStream',
  '$changeStreamSplitLargeEvent',
  '$collStats',
  '$currentOp',
  '$densify',
  '$documents',
  '$fill',
  '$geoNear',
  '$graphLookup',
  '$indexStats',
  '$listLocalSessions',
  '$listSampledQueries',
  '$listSessions',
  '$merge',
  '$out',
  '$planCacheStats',
  '$redact',
  '$sample',
  '$search',
  '$searchMeta',
  '$setWindowFields',
  '$shardedDataDistribution',
  '$unionWith',
  '$vectorSearch',
];

/** Parses the stages of a pipeline; one that is not known is refused with MongoDB's code 40324. */
export function parsePipeline(stages: Value, variables: Doc | undefined): Stage[] {
  if (!Array.isArray(stages)) throw new CommandError(14, `'pipeline' option must be specified as an array`);
  return stages.map((stage) => {
    if (!(stage instanceof Map))
      throw new CommandError(
        14,
        `Each element of the 'pipeline' array must be an object, found ${typeName(stage)}`,
      );
    const [name = ''] = stage.keys();
    if (stage.size !== 1)
      throw new CommandError(40323, 'A pipeline stage specification object must contain exactly one field.');
    return parseStage(name, stage.get(name) ?? null, variables);
  });
}

function parseStage(name: string, argument: Value, variables: Doc | undefined): Stage {
  if (name === '$changeStream') {
    throw new CommandError(40573, 'The $changeStream stage is only supported on replica sets');
  }
  const parser = STAGES.get(name);
  if (parser !== undefined) return parser(argument, { name, variables, parsePipeline });
  const mapping = parseDocumentStage(name, argument, variables);
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
