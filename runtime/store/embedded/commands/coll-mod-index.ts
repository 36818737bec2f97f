import { compareValues } from '../bson/compare';
import { formatValue } from '../bson/format';
import { safeInteger, toNumber } from '../bson/number';
import { type Doc, integer, isNumeric, typeName, type Value } from '../bson/value';
import { CommandError, unsupported } from '../errors';
import type { Index } from '../index/index';
import { parseIndexSpec } from '../index/index-spec';
import type { Collection } from '../storage/collection';

/** What changes, and what the command tells of it. */
export interface IndexChange {
  readonly index: Index;
  readonly document: Doc;
  readonly told: Doc;
}

/** Reads the argument `index` of `collMod`: when documents expire by an index, and whether queries see it. */
export function readIndexChange(collection: Collection, argument: Doc): IndexChange {
  for (const name of argument.keys()) {
    if (name === 'unique' || name === 'prepareUnique') throw unsupported(`collMod of an index with ${name}`);
    if (!KNOWN.has(name))
      throw new CommandError(40415, `BSON field 'collMod.index.${name}' is an unknown field.`);
  }
  const index = named(collection, argument.get('name'), argument.get('keyPattern'));
  const expiry = argument.get('expireAfterSeconds');
  const hidden = argument.get('hidden');
  if (expiry === undefined && hidden === undefined)
    throw new CommandError(72, 'no expireAfterSeconds, hidden, unique, or prepareUnique field');
  const isId = index.spec.name === '_id_';
  const document: Doc = new Map(index.spec.document);
  const told: Doc = new Map();
  if (expiry !== undefined) {
    if (isId) throw new CommandError(72, 'the _id field does not support TTL indexes');
    changeExpiry(document, told, expiry);
  }
  if (hidden !== undefined) {
    if (isId) throw new CommandError(2, "can't hide _id index");
    changeHidden(document, told, hidden);
  }
  parseIndexSpec(document);
  return { index, document, told };
}

const KNOWN: ReadonlySet<string> = new Set(['name', 'keyPattern', 'expireAfterSeconds', 'hidden']);

function named(collection: Collection, name: Value | undefined, keyPattern: Value | undefined): Index {
  if (name === undefined && keyPattern === undefined)
    throw new CommandError(72, 'must specify either index name or key pattern');
  if (name !== undefined && keyPattern !== undefined)
    throw new CommandError(72, 'cannot specify both index name and key pattern');
  const found = collection.indexes.filter(({ spec }) =>
    name === undefined ? compareValues(spec.document.get('key'), keyPattern) === 0 : spec.name === name,
  );
  const [index, other] = found;
  if (index === undefined)
    throw new CommandError(
      27,
      `cannot find index ${formatValue(name ?? keyPattern)} for ns ${collection.namespace}`,
    );
  if (other !== undefined)
    throw new CommandError(
      181,
      `index keyPattern ${formatValue(keyPattern)} matches multiple indexes, must use index name`,
    );
  return index;
}

function changeExpiry(document: Doc, told: Doc, value: Value): void {
  if (!isNumeric(value)) throw wrongType('expireAfterSeconds', value, 'long');
  const seconds = safeInteger(value) ?? Math.trunc(toNumber(value));
  if (!(seconds >= 0 && seconds <= 2147483647))
    throw new CommandError(72, "TTL index 'expireAfterSeconds' option must be within an acceptable range");
  const before = document.get('expireAfterSeconds');
  if (isNumeric(before)) told.set('expireAfterSeconds_old', BigInt(Math.trunc(toNumber(before))));
  told.set('expireAfterSeconds_new', BigInt(seconds));
  document.set('expireAfterSeconds', integer(seconds));
}

function changeHidden(document: Doc, told: Doc, value: Value): void {
  if (typeof value !== 'boolean') throw wrongType('hidden', value, 'bool');
  const before = document.get('hidden') === true;
  if (before === value) return;
  if (value) document.set('hidden', true);
  else document.delete('hidden');
  told.set('hidden_old', before);
  told.set('hidden_new', value);
}

function wrongType(name: string, value: Value, expected: string): CommandError {
  return new CommandError(
    14,
    `BSON field 'collMod.index.${name}' is the wrong type '${typeName(value)}', expected type '${expected}'`,
  );
}
