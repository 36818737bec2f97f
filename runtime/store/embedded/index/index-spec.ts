import { formatValue } from '../bson/format';
import { safeInteger, toNumber } from '../bson/number';
import { type Doc, docOf, isNumeric, type Value } from '../bson/value';
import { CommandError, unsupported } from '../errors';
import { type Filter, fieldsOfFilter } from '../query/filter';
import { parseFilter } from '../query/parse';
import { type Path, parsePath } from '../query/path';

/** What an index covers and promises. */
export interface IndexSpec {
  readonly name: string;
  readonly fields: readonly IndexField[];
  readonly unique: boolean;
  readonly sparse: boolean;
  readonly partial: Filter | undefined;
  /** Documents end this many seconds after the date in the index' field. */
  readonly expireAfterSeconds: number | undefined;
  readonly hidden: boolean;
  /** As `listIndexes` tells it. */
  readonly document: Doc;
  /** The top-level fields that decide about its keys; undefined where all do. */
  readonly reads: ReadonlySet<string> | undefined;
}

export interface IndexField {
  readonly path: Path;
  readonly descending: boolean;
}

const OPTIONS = [
  'v',
  'key',
  'name',
  'unique',
  'sparse',
  'partialFilterExpression',
  'expireAfterSeconds',
  'hidden',
  'background',
  'ns',
  'collation',
];

/** Reads an index as `createIndexes` gives it; refuses what this server does not keep. */
export function parseIndexSpec(input: Doc): IndexSpec {
  for (const option of input.keys()) {
    if (!OPTIONS.includes(option)) {
      if (KNOWN_ELSEWHERE.includes(option)) throw unsupported(`the index option ${option}`, 67);
      throw new CommandError(
        197,
        `The field '${option}' is not valid for an index specification. Specification: ${formatValue(input)}`,
      );
    }
  }
  checkTypes(input);
  refuseCollation(input.get('collation'));
  const key = input.get('key');
  if (!(key instanceof Map))
    throw new CommandError(9, `The 'key' field is a required property of an index specification`);
  const fields = parseFields(key);
  const name = parseName(input.get('name'));
  const partial = parsePartial(input.get('partialFilterExpression'));
  const sparse = isTrue(input.get('sparse'));
  if (sparse && partial !== undefined) {
    throw new CommandError(67, `cannot mix "partialFilterExpression" and "sparse" options`);
  }
  const isId = fields.length === 1 && fields[0]?.path.text === '_id' && !fields[0].descending;
  if (isId && (sparse || partial !== undefined || input.has('expireAfterSeconds'))) {
    throw new CommandError(197, 'The _id index takes no options');
  }
  const spec = {
    name: isId ? '_id_' : name,
    fields,
    unique: isId || isTrue(input.get('unique')),
    sparse,
    partial,
    expireAfterSeconds: parseExpiry(input.get('expireAfterSeconds'), fields.length),
    hidden: isTrue(input.get('hidden')),
  };
  return { ...spec, document: describe(spec.name, isId, key, input), reads: readsOf(fields, partial) };
}

const KNOWN_ELSEWHERE = [
  'weights',
  'default_language',
  'language_override',
  'textIndexVersion',
  '2dsphereIndexVersion',
  'bits',
  'min',
  'max',
  'bucketSize',
  'storageEngine',
  'wildcardProjection',
  'clustered',
  'prepareUnique',
  'dropDups',
];

function refuseCollation(collation: Value | undefined): void {
  if (collation === undefined) return;
  if (collation instanceof Map && collation.get('locale') === 'simple') return;
  throw unsupported('an index with a collation', 67);
}

function parseFields(key: Doc): IndexField[] {
  if (key.size === 0) throw new CommandError(67, 'Index keys cannot be an empty object');
  if (key.size > 32) throw new CommandError(13103, 'too many compound keys');
  return [...key].map(([name, direction]) => {
    if (typeof direction === 'string') {
      if (['text', '2d', '2dsphere', 'hashed'].includes(direction))
        throw unsupported(`a ${direction} index`, 67);
      throw new CommandError(67, `Unknown index plugin '${direction}'`);
    }
    if (!isNumeric(direction) || !(Math.abs(toNumber(direction)) > 0)) {
      throw new CommandError(
        67,
        `Values in the index key pattern must be numbers other than zero. Got: ${formatValue(key)}`,
      );
    }
    if (name.includes('$**')) throw unsupported('a wildcard index', 67);
    if (name === '' || name.split('.').includes(''))
      throw new CommandError(67, 'Index keys cannot contain an empty field.');
    const badPart = name
      .split('.')
      .find((part) => part.startsWith('$') && !['$id', '$ref', '$db'].includes(part));
    if (badPart !== undefined)
      throw new CommandError(67, "Index key contains an illegal field name: field name starts with '$'.");
    return { path: parsePath(name), descending: toNumber(direction) < 0 };
  });
}

function parseName(name: Value | undefined): string {
  if (typeof name !== 'string')
    throw new CommandError(9, `The 'name' field is a required property of an index specification`);
  if (name === '' || name === '*') throw new CommandError(67, 'index name cannot be empty');
  return name;
}

function parsePartial(value: Value | undefined): Filter | undefined {
  if (value === undefined) return undefined;
  if (!(value instanceof Map)) throw new CommandError(14, 'partialFilterExpression must be a document');
  const filter = parseFilter(value);
  refuseInPartial(filter);
  return filter;
}

/** MongoDB allows only these in a partial index' filter. */
function refuseInPartial(filter: Filter): void {
  if (filter.kind === 'and' || filter.kind === 'or') {
    for (const item of filter.items) refuseInPartial(item);
    return;
  }
  if (filter.kind === 'field') {
    const tests = filter.test.op === 'every' ? filter.test.tests : [filter.test];
    if (tests.every((test) => ['eq', 'lt', 'lte', 'gt', 'gte', 'exists', 'type', 'in'].includes(test.op)))
      return;
  }
  throw new CommandError(67, 'unsupported expression in partial index');
}

function parseExpiry(value: Value | undefined, fields: number): number | undefined {
  if (value === undefined) return undefined;
  if (!isNumeric(value)) throw new CommandError(67, "TTL index 'expireAfterSeconds' option must be numeric");
  if (fields !== 1)
    throw new CommandError(67, 'TTL indexes are single-field indexes, compound indexes do not support TTL');
  const seconds = safeInteger(value) ?? Math.trunc(toNumber(value));
  if (!(seconds >= 0 && seconds <= 2147483647)) {
    throw new CommandError(67, "TTL index 'expireAfterSeconds' option must be within an acceptable range");
  }
  return seconds;
}

function isTrue(value: Value | undefined): boolean {
  return value === true || (isNumeric(value) && toNumber(value) !== 0);
}

/** Options that are true or false, or a number that means it; the version must be the one that is kept. */
function checkTypes(input: Doc): void {
  for (const name of ['unique', 'sparse', 'hidden', 'background']) {
    const value = input.get(name);
    if (value !== undefined && typeof value !== 'boolean' && !isNumeric(value))
      throw new CommandError(
        14,
        `The field '${name}' has value ${name}: ${formatValue(value)}, which is not convertible to bool`,
      );
  }
  const version = input.get('v') ?? 2;
  if (!isNumeric(version) || toNumber(version) !== 2)
    throw unsupported(`an index of version ${formatValue(version)}`, 67);
}

function describe(name: string, isId: boolean, key: Doc, input: Doc): Doc {
  const document = docOf({ v: 2, key, name });
  if (!isId && isTrue(input.get('unique'))) document.set('unique', true);
  for (const option of ['sparse', 'hidden']) if (isTrue(input.get(option))) document.set(option, true);
  for (const option of ['partialFilterExpression', 'expireAfterSeconds']) {
    const value = input.get(option);
    if (value !== undefined) document.set(option, value);
  }
  return document;
}

function readsOf(
  fields: readonly IndexField[],
  partial: Filter | undefined,
): ReadonlySet<string> | undefined {
  const reads = new Set(fields.map((field) => field.path.parts[0] ?? ''));
  if (partial === undefined) return reads;
  const more = fieldsOfFilter(partial);
  return more === undefined ? undefined : new Set([...reads, ...more]);
}

/** The index that every collection has. */
export const ID_INDEX: IndexSpec = parseIndexSpec(docOf({ key: docOf({ _id: 1 }), name: '_id_' }));
