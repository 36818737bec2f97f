import { toNumber } from '../bson/number';
import { type Doc, isNumeric, type Value } from '../bson/value';
import { CommandError, unsupported } from '../errors';
import type { Views } from '../storage/views';

/** Checks the arguments that every command may carry. Throws where they ask for what this server cannot promise. */
export function checkGeneric(request: Doc, name: string): void {
  checkConcerns(request);
  checkApi(request, name);
}

const READ_CONCERNS: ReadonlySet<Value> = new Set([
  'local',
  'available',
  'majority',
  'linearizable',
  'snapshot',
]);

/** Everything is read and written by one server with a synced disk, so all but these levels mean the same. */
/** Commands that a view cannot answer: it holds nothing itself. */
const NOT_ON_VIEWS = new Set([
  'insert',
  'update',
  'delete',
  'findAndModify',
  'findandmodify',
  'createIndexes',
  'dropIndexes',
  'deleteIndexes',
  'listIndexes',
  'collStats',
  'collstats',
]);

/** Throws 166 where a command is not meant for views and names one. */
export function refuseViews(views: Views, request: Doc, name: string, database: string): void {
  const target = request.get(name);
  if (typeof target !== 'string') return;
  const namespace = name === 'renameCollection' ? target : `${database}.${target}`;
  if ((NOT_ON_VIEWS.has(name) || name === 'renameCollection') && views.find(namespace) !== undefined)
    throw new CommandError(166, `Namespace ${namespace} is a view, not a collection`);
}

function checkConcerns(request: Doc): void {
  const level = inner(request.get('readConcern'), 'level') ?? 'local';
  if (!READ_CONCERNS.has(level))
    throw new CommandError(
      2,
      `Enumeration value '${String(level)}' for field 'readConcern.level' is not a valid value.`,
    );
  if (level === 'snapshot') throw unsupported('the read concern snapshot', 246);
  const w = inner(request.get('writeConcern'), 'w');
  if (isNumeric(w) && toNumber(w) > 1) throw new CommandError(100, 'Not enough data-bearing nodes');
  if (typeof w === 'string' && w !== 'majority')
    throw new CommandError(79, `No write concern mode named '${w}' found in replica set configuration`);
}

/** The milliseconds that a command may work; 0 for ever. */
export function maxTimeOf(value: Value | undefined): number {
  if (value === undefined || value === null) return 0;
  if (!isNumeric(value)) throw new CommandError(2, 'maxTimeMS must be a number');
  const limit = toNumber(value);
  if (Number.isInteger(limit) && limit >= 0 && limit <= 2147483647) return limit;
  throw new CommandError(2, `${limit} value for maxTimeMS is out of range [0, 2147483647]`);
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

function checkApi(request: Doc, name: string): void {
  const version = request.get('apiVersion');
  if (version === undefined) {
    if (request.get('apiStrict') === undefined && request.get('apiDeprecationErrors') === undefined) return;
    throw new CommandError(72, "Provided apiStrict or apiDeprecationErrors without passing 'apiVersion'");
  }
  if (version !== '1') throw new CommandError(322, 'API version must be "1"');
  if (request.get('apiStrict') === true && !STABLE_COMMANDS.has(name))
    throw new CommandError(323, `Provided apiStrict:true, but the command ${name} is not in API Version 1`);
}

function inner(value: Value | undefined, name: string): Value | undefined {
  return value instanceof Map ? value.get(name) : undefined;
}
