import { fieldsOfExpression, parseExpression } from '../aggregate/expression';
import { safeInteger, toNumber } from '../bson/number';
import {
  Binary,
  Decimal,
  type Doc,
  Double,
  isNumeric,
  Regex,
  typeName,
  UNDEFINED,
  type Value,
} from '../bson/value';
import { CommandError, unsupported } from '../errors';
import type { Filter, Test } from './filter';
import { type Known, NOTHING_KNOWN } from './known';
import { parsePath } from './path';
import { compileRegex } from './regex';
import { parseTypes } from './type-alias';

/** Parses a query. `known` is what its command says besides. */
export function parseFilter(query: Doc, known: Known = NOTHING_KNOWN): Filter {
  const items: Filter[] = [];
  for (const [name, value] of query) {
    const item = name.startsWith('$') ? parseTopLevel(name, value, known) : parseField(name, value, known);
    if (item !== undefined) items.push(item);
  }
  const [only] = items;
  return items.length === 1 && only !== undefined ? only : { kind: 'and', items };
}

function parseTopLevel(name: string, value: Value, known: Known): Filter | undefined {
  switch (name) {
    case '$and':
    case '$or':
    case '$nor':
      return parseList(name, value, known);
    case '$expr': {
      const expression = parseExpression(value, known);
      return { kind: 'expression', expression, fields: fieldsOfExpression(expression) };
    }
    case '$comment':
      return undefined;
    case '$alwaysTrue':
    case '$alwaysFalse':
      return { kind: 'constant', value: name === '$alwaysTrue' };
    case '$where':
    case '$text':
    case '$jsonSchema':
    case '$sampleRate':
      throw unsupported(name);
    default:
      throw new CommandError(2, `unknown top level operator: ${name}`);
  }
}

function parseList(name: '$and' | '$or' | '$nor', value: Value, known: Known): Filter {
  if (!Array.isArray(value)) throw new CommandError(2, `${name} must be an array`);
  if (value.length === 0) throw new CommandError(2, '$and/$or/$nor must be a nonempty array');
  const items = value.map((item) => {
    if (!(item instanceof Map)) throw new CommandError(2, '$or/$and/$nor entries need to be full objects');
    return parseFilter(item, known);
  });
  return { kind: name === '$and' ? 'and' : name === '$or' ? 'or' : 'nor', items };
}

function parseField(name: string, value: Value, known: Known): Filter {
  const path = parsePath(name);
  return { kind: 'field', path, test: parseCondition(value, known) };
}

/** Parses what stands behind a field name: a value to equal, an expression to match, or operators. */
export function parseCondition(value: Value, known: Known): Test {
  if (value instanceof Regex) return { op: 'regex', regex: compileRegex(value.pattern, value.flags) };
  if (isOperatorDocument(value)) return parseOperators(value, known);
  return equality('eq', value, known);
}

export function isOperatorDocument(value: Value): value is Doc {
  if (!(value instanceof Map) || value.size === 0) return false;
  const [first = ''] = value.keys();
  // A reference to another document is a value, not a set of operators.
  return first.startsWith('$') && first !== '$ref' && first !== '$id' && first !== '$db';
}

function parseOperators(operators: Doc, known: Known): Test {
  const tests: Test[] = [];
  for (const [name, argument] of operators) {
    if (!name.startsWith('$')) throw new CommandError(2, `unknown operator: ${name}`);
    if (name === '$options') {
      if (!operators.has('$regex')) throw new CommandError(2, '$options needs a $regex');
      continue;
    }
    tests.push(parseOperator(name, argument, operators, known));
  }
  const [only] = tests;
  return tests.length === 1 && only !== undefined ? only : { op: 'every', tests };
}

function equality(op: 'eq' | 'lt' | 'lte' | 'gt' | 'gte', value: Value, { collation }: Known): Test {
  if (value === UNDEFINED) throw new CommandError(2, 'cannot compare to undefined');
  if (value instanceof Regex && op !== 'eq')
    throw new CommandError(2, `Can't have RegEx as arg to predicate over field`);
  return { op, value, collation };
}

function parseOperator(name: string, argument: Value, operators: Doc, known: Known): Test {
  switch (name) {
    case '$eq':
      return equality('eq', argument, known);
    case '$lt':
      return equality('lt', argument, known);
    case '$lte':
      return equality('lte', argument, known);
    case '$gt':
      return equality('gt', argument, known);
    case '$gte':
      return equality('gte', argument, known);
    case '$ne':
      if (argument instanceof Regex) throw new CommandError(2, `Can't have regex as arg to $ne.`);
      return { op: 'not', test: equality('eq', argument, known) };
    case '$in':
      return parseIn(name, argument, known);
    case '$nin':
      return { op: 'not', test: parseIn(name, argument, known) };
    case '$not':
      return { op: 'not', test: parseNot(argument, known) };
    case '$exists':
      return isTrue(argument) ? { op: 'exists' } : { op: 'not', test: { op: 'exists' } };
    case '$type':
      return { op: 'type', types: parseTypes(argument) };
    case '$regex':
      return parseRegexOperator(argument, operators.get('$options'));
    case '$elemMatch':
      return parseElemMatch(argument, known);
    case '$all':
      return parseAll(argument, known);
    case '$size':
      return parseSize(argument);
    case '$mod':
      return parseMod(argument);
    case '$bitsAllSet':
      return { op: 'bits', mode: 'allSet', mask: parseMask(name, argument) };
    case '$bitsAllClear':
      return { op: 'bits', mode: 'allClear', mask: parseMask(name, argument) };
    case '$bitsAnySet':
      return { op: 'bits', mode: 'anySet', mask: parseMask(name, argument) };
    case '$bitsAnyClear':
      return { op: 'bits', mode: 'anyClear', mask: parseMask(name, argument) };
    case '$near':
    case '$nearSphere':
    case '$geoWithin':
    case '$geoIntersects':
      throw unsupported(name);
    default:
      throw new CommandError(2, `unknown operator: ${name}`);
  }
}

function isTrue(value: Value): boolean {
  if (value === null || value === false) return false;
  return !isNumeric(value) || toNumber(value) !== 0;
}

function parseIn(name: string, argument: Value, { collation }: Known): Test {
  if (!Array.isArray(argument)) throw new CommandError(2, `${name} needs an array`);
  const values: Value[] = [];
  const patterns = [];
  for (const item of argument) {
    if (item instanceof Regex) patterns.push(compileRegex(item.pattern, item.flags));
    else if (isOperatorDocument(item)) throw new CommandError(2, `cannot nest $ under ${name}`);
    else if (item === UNDEFINED) throw new CommandError(2, 'cannot compare to undefined');
    else values.push(item);
  }
  return { op: 'in', values, patterns, collation };
}

function parseNot(argument: Value, known: Known): Test {
  if (argument instanceof Regex) return parseCondition(argument, known);
  if (!(argument instanceof Map)) throw new CommandError(2, '$not needs a regex or a document');
  if (argument.size === 0) throw new CommandError(2, '$not cannot be empty');
  return parseOperators(argument, known);
}

function parseRegexOperator(argument: Value, options: Value | undefined): Test {
  if (options !== undefined && typeof options !== 'string')
    throw new CommandError(2, '$options has to be a string');
  if (argument instanceof Regex) {
    if (options !== undefined && argument.flags !== '')
      throw new CommandError(51075, 'options set in both $regex and $options');
    return { op: 'regex', regex: compileRegex(argument.pattern, options ?? argument.flags) };
  }
  if (typeof argument !== 'string') throw new CommandError(2, '$regex has to be a string');
  return { op: 'regex', regex: compileRegex(argument, options ?? '') };
}

function parseElemMatch(argument: Value, known: Known): Test {
  if (!(argument instanceof Map)) throw new CommandError(2, '$elemMatch needs an Object');
  const [first = ''] = argument.keys();
  const ofDocuments = ['$and', '$or', '$nor', '$expr', '$where'].includes(first);
  if (isOperatorDocument(argument) && !ofDocuments) {
    return { op: 'elementMatches', test: parseOperators(argument, known) };
  }
  return { op: 'elementFilter', filter: parseFilter(argument, known) };
}

function parseAll(argument: Value, known: Known): Test {
  if (!Array.isArray(argument)) throw new CommandError(2, '$all needs an array');
  if (argument.length === 0) return { op: 'never' };
  const [first] = argument;
  const ofElements = first instanceof Map && first.has('$elemMatch');
  const tests = argument.map((item): Test => {
    if (ofElements) {
      const inner = item instanceof Map ? item.get('$elemMatch') : undefined;
      if (inner === undefined) throw new CommandError(2, '$all/$elemMatch has to be consistent');
      return parseElemMatch(inner, known);
    }
    if (isOperatorDocument(item)) throw new CommandError(2, 'no $ expressions in $all');
    return parseCondition(item, known);
  });
  return { op: 'every', tests };
}

function parseSize(argument: Value): Test {
  if (!isNumeric(argument))
    throw new CommandError(9, `Failed to parse $size. Expected a number in: $size: ${typeName(argument)}`);
  const size = safeInteger(argument);
  if (size === undefined) throw new CommandError(9, 'Failed to parse $size. Expected an integer');
  if (size < 0) throw new CommandError(9, 'Failed to parse $size. Expected a non-negative number');
  return { op: 'size', size };
}

function parseMod(argument: Value): Test {
  if (!Array.isArray(argument)) throw new CommandError(2, 'malformed mod, needs to be an array');
  if (argument.length < 2) throw new CommandError(2, 'malformed mod, not enough elements');
  if (argument.length > 2) throw new CommandError(2, 'malformed mod, too many elements');
  const [divisor, remainder] = argument.map((item) => {
    if (!isNumeric(item)) throw new CommandError(2, 'malformed mod, divisor and remainder must be numbers');
    const whole = typeof item === 'bigint' ? item : Math.trunc(toNumber(item));
    if (typeof whole === 'number' && !Number.isFinite(whole))
      throw new CommandError(2, 'malformed mod, divisor value is invalid');
    return BigInt(whole);
  });
  if (divisor === undefined || divisor === 0n) throw new CommandError(2, 'divisor cannot be 0');
  return { op: 'mod', divisor, remainder: remainder ?? 0n };
}

function parseMask(name: string, argument: Value): bigint {
  if (argument instanceof Binary) {
    return argument.bytes.length === 0
      ? 0n
      : BigInt(`0x${Buffer.from(argument.bytes).reverse().toString('hex')}`);
  }
  if (Array.isArray(argument)) {
    let mask = 0n;
    for (const item of argument) {
      const position = safeInteger(item);
      if (position === undefined) throw new CommandError(2, `bit positions must be an integer in ${name}`);
      if (position < 0) throw new CommandError(2, `bit positions must be >= 0 in ${name}`);
      if (position > 4096) throw unsupported(`a bit position over 4096 in ${name}`);
      mask |= 1n << BigInt(position);
    }
    return mask;
  }
  if (argument instanceof Double || argument instanceof Decimal || isNumeric(argument)) {
    const whole = safeInteger(argument) ?? (typeof argument === 'bigint' ? argument : undefined);
    if (whole === undefined) throw new CommandError(9, `Expected an integer: ${name}`);
    if (whole < 0) throw new CommandError(9, `Expected a non-negative number in: ${name}`);
    return BigInt(whole);
  }
  throw new CommandError(
    2,
    `${name} takes an Array, a number, or a BinData but received: ${typeName(argument)}`,
  );
}
