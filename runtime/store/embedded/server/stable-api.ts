import type { Doc, Value } from '../bson/value';
import { CommandError } from '../errors';

/**
 * A command that names version 1 of MongoDB's stable API, strictly, may use nothing outside of it
 * (https://www.mongodb.com/docs/v7.0/reference/stable-api/).
 */
export function checkStableApi(request: Doc, name: string): void {
  const version = request.get('apiVersion');
  if (version === undefined) {
    if (request.get('apiStrict') === undefined && request.get('apiDeprecationErrors') === undefined) return;
    throw new CommandError(72, "Provided apiStrict or apiDeprecationErrors without passing 'apiVersion'");
  }
  if (version !== '1') throw new CommandError(322, 'API version must be "1"');
  if (request.get('apiStrict') !== true) return;
  if (!STABLE_COMMANDS.has(name))
    throw new CommandError(323, `Provided apiStrict:true, but the command ${name} is not in API Version 1`);
  checkStages(request.get('pipeline'));
}

/** Looks into the pipelines within stages too; a field of a document that is only called like a stage is left alone. */
function checkStages(pipeline: Value | undefined): void {
  if (!Array.isArray(pipeline)) return;
  for (const stage of pipeline) {
    if (!(stage instanceof Map)) continue;
    for (const [name, argument] of stage) {
      if (!isStable(name, argument))
        throw new CommandError(323, `stage ${name} is not allowed with 'apiStrict: true' in API Version 1`);
      if (!(argument instanceof Map)) continue;
      if (name === '$facet') for (const inside of argument.values()) checkStages(inside);
      else checkStages(argument.get('pipeline'));
    }
  }
}

const UNSTABLE_STAGES = new Set([
  '$currentOp',
  '$indexStats',
  '$listLocalSessions',
  '$listSessions',
  '$planCacheStats',
]);

/** Of `$collStats` only the count is promised. */
function isStable(stage: string, argument: Value): boolean {
  if (stage !== '$collStats') return !UNSTABLE_STAGES.has(stage);
  return argument instanceof Map && [...argument.keys()].every((part) => part === 'count');
}

/** The commands of version 1 of MongoDB's stable API. */
const STABLE_COMMANDS = new Set([
  'abortTransaction',
  'aggregate',
  'collMod',
  'commitTransaction',
  'count',
  'create',
  'createIndexes',
  'delete',
  'drop',
  'dropDatabase',
  'dropIndexes',
  'endSessions',
  'explain',
  'find',
  'findAndModify',
  'getMore',
  'hello',
  'insert',
  'killCursors',
  'listCollections',
  'listDatabases',
  'listIndexes',
  'ping',
  'refreshSessions',
  'update',
]);
