import { toNumber } from '../bson/number';
import { type Doc, isNumeric, typeName, type Value } from '../bson/value';
import { CommandError, unsupported } from '../errors';
import { checkStableApi } from './stable-api';

/** Checks the arguments that every command may carry. Throws where they ask for what this server cannot promise. */
export function checkGeneric(request: Doc, name: string): void {
  checkConcerns(request);
  checkStableApi(request, name);
}

const READ_CONCERNS: ReadonlySet<Value> = new Set([
  'local',
  'available',
  'majority',
  'linearizable',
  'snapshot',
]);

/** Everything is read and written by one server with a synced disk, so all but these levels mean the same. */
function checkConcerns(request: Doc): void {
  checkFields(request, 'readConcern', ['level', 'afterClusterTime', 'atClusterTime', 'provenance']);
  checkFields(request, 'writeConcern', ['w', 'j', 'wtimeout', 'fsync', 'provenance']);
  const level = inner(request.get('readConcern'), 'level') ?? 'local';
  if (!READ_CONCERNS.has(level))
    throw new CommandError(
      2,
      `Enumeration value '${String(level)}' for field 'readConcern.level' is not a valid value.`,
    );
  if (inner(request.get('readConcern'), 'atClusterTime') !== undefined)
    throw unsupported('a read at a cluster time', 246);
  if (level === 'snapshot') throw unsupported('the read concern snapshot', 246);
  const w = inner(request.get('writeConcern'), 'w');
  if (w instanceof Map) throw unsupported('a write concern by tags', 79);
  if (isNumeric(w) && (toNumber(w) < 0 || toNumber(w) > 50))
    throw new CommandError(9, 'w has to be a non-negative number and not greater than 50');
  if (isNumeric(w) && toNumber(w) > 1) throw new CommandError(100, 'Not enough data-bearing nodes');
  if (typeof w === 'string' && w !== 'majority')
    throw new CommandError(79, `No write concern mode named '${w}' found in replica set configuration`);
}

function checkFields(request: Doc, argument: string, allowed: readonly string[]): void {
  const value = request.get(argument);
  if (value === undefined || value === null) return;
  if (!(value instanceof Map))
    throw new CommandError(
      14,
      `BSON field '${argument}' is the wrong type '${typeName(value)}', expected type 'object'`,
    );
  for (const name of value.keys()) {
    if (!allowed.includes(name))
      throw new CommandError(40415, `BSON field '${argument}.${name}' is an unknown field.`);
  }
}

/** The milliseconds that a command may work; 0 for ever. */
export function maxTimeOf(value: Value | undefined): number {
  if (value === undefined || value === null) return 0;
  if (!isNumeric(value)) throw new CommandError(2, 'maxTimeMS must be a number');
  const limit = toNumber(value);
  if (Number.isInteger(limit) && limit >= 0 && limit <= 2147483647) return limit;
  throw new CommandError(2, `${limit} value for maxTimeMS is out of range [0, 2147483647]`);
}

function inner(value: Value | undefined, name: string): Value | undefined {
  return value instanceof Map ? value.get(name) : undefined;
}
