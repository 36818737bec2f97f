import type { Collation } from '../bson/collation';
import { compareValues } from '../bson/compare';
import { formatValue } from '../bson/format';
import { addNumbers, multiplyNumbers } from '../bson/number';
import { isNumeric, Timestamp, typeName, UtcDate, type Value } from '../bson/value';
import { CommandError } from '../errors';
import { addToSetLeaf, popLeaf, pullAllLeaf, pullLeaf, pushLeaf } from './array-operators';
import { KEEP, type Leaf, type LeafContext, REMOVE } from './leaf';

/** Makes the leaf of an update operator for one of its fields; undefined where there is no such operator. */
export function leafOf(
  operator: string,
  argument: Value,
  collation: Collation | undefined,
): Leaf | undefined {
  switch (operator) {
    case '$set':
      return leaf(operator, true, () => argument);
    case '$setOnInsert':
      return { ...leaf(operator, true, () => argument), onInsertOnly: true };
    case '$unset':
      return leaf(operator, false, (current) => (current === undefined ? KEEP : REMOVE));
    case '$inc':
    case '$mul':
      return arithmeticLeaf(operator, argument);
    case '$min':
      return leaf(operator, true, (current) =>
        current === undefined || compareValues(argument, current, collation) < 0 ? argument : KEEP,
      );
    case '$max':
      return leaf(operator, true, (current) =>
        current === undefined || compareValues(argument, current, collation) > 0 ? argument : KEEP,
      );
    case '$currentDate':
      return currentDateLeaf(argument);
    case '$bit':
      return bitLeaf(argument);
    case '$push':
      return pushLeaf(argument, collation);
    case '$addToSet':
      return addToSetLeaf(argument, collation);
    case '$pull':
      return pullLeaf(argument, collation);
    case '$pullAll':
      return pullAllLeaf(argument, collation);
    case '$pop':
      return popLeaf(argument);
    default:
      return undefined;
  }
}

/** The two halves of `$rename`. */
export function renameLeaves(source: string): { from: Leaf; to: Leaf } {
  return {
    from: leaf('$rename', false, (current) => (current === undefined ? KEEP : REMOVE)),
    to: leaf('$rename', true, (_current, context) => context.renamed(source) ?? KEEP),
  };
}

function leaf(name: string, creates: boolean, apply: Leaf['apply']): Leaf {
  return { name, creates, onInsertOnly: false, apply };
}

function arithmeticLeaf(operator: '$inc' | '$mul', argument: Value): Leaf {
  const verb = operator === '$inc' ? 'increment' : 'multiply';
  if (!isNumeric(argument)) {
    throw new CommandError(
      14,
      `Cannot ${verb} with non-numeric argument: {${operator}: ${formatValue(argument)}}`,
    );
  }
  return leaf(operator, true, (current, context) => {
    if (current === undefined) return operator === '$inc' ? argument : (multiplyNumbers(argument, 0) ?? 0);
    if (!isNumeric(current)) {
      throw new CommandError(
        14,
        `Cannot apply ${operator} to a value of non-numeric type. {_id: ${formatValue(context.id)}} has the field '${lastPart(context.path)}' of non-numeric type ${typeName(current)}`,
      );
    }
    const result = operator === '$inc' ? addNumbers(current, argument) : multiplyNumbers(current, argument);
    if (result === undefined) {
      throw new CommandError(
        2,
        `Failed to apply ${operator} operations to current value (${formatValue(current)}) for document {_id: ${formatValue(context.id)}}`,
      );
    }
    return result;
  });
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

function currentDateLeaf(argument: Value): Leaf {
  const type = argument instanceof Map ? argument.get('$type') : undefined;
  const valid =
    argument instanceof Map
      ? argument.size === 1 && (type === 'date' || type === 'timestamp')
      : typeof argument === 'boolean';
  if (!valid) {
    throw new CommandError(
      2,
      `${typeName(argument)} is not valid type for $currentDate. Please use a boolean ('true') or a $type expression ({$type: 'timestamp/date'}).`,
    );
  }
  return leaf('$currentDate', true, (_current, { now }) =>
    type === 'timestamp' ? nextTimestamp(now) : new UtcDate(now),
  );
}

let lastTimestamp = 0n;

/** Timestamps of one server never repeat. */
function nextTimestamp(now: number): Timestamp {
  const first = (BigInt(Math.floor(now / 1000)) << 32n) | 1n;
  lastTimestamp = first > lastTimestamp ? first : lastTimestamp + 1n;
  return new Timestamp(lastTimestamp);
}

function bitLeaf(argument: Value): Leaf {
  if (!(argument instanceof Map)) {
    throw new CommandError(
      2,
      `The $bit modifier is not compatible with a ${typeName(argument)}. You must pass in an embedded document: {$bit: {field: {and/or/xor: #}}`,
    );
  }
  if (argument.size === 0)
    throw new CommandError(
      2,
      `You must pass in at least one bitwise operation. The format is: {$bit: {field: {and/or/xor: #}}`,
    );
  const steps = [...argument].map(([operation, operand]): [string, bigint, boolean] => {
    if (operation !== 'and' && operation !== 'or' && operation !== 'xor') {
      throw new CommandError(
        2,
        `The $bit modifier only supports 'and', 'or', and 'xor', not '${operation}' which is an unknown operator: {${operation}: ${formatValue(operand)}}`,
      );
    }
    if (typeof operand !== 'number' && typeof operand !== 'bigint') {
      throw new CommandError(
        2,
        `The $bit modifier field must be an Integer(32/64 bit); a '${typeName(operand)}' is not supported here: {${operation}: ${formatValue(operand)}}`,
      );
    }
    return [operation, BigInt(operand), typeof operand === 'bigint'];
  });
  return leaf('$bit', true, (current, context) => applyBits(current, steps, context));
}

function applyBits(
  current: Value | undefined,
  steps: readonly [string, bigint, boolean][],
  context: LeafContext,
): Value {
  if (current !== undefined && typeof current !== 'number' && typeof current !== 'bigint') {
    throw new CommandError(
      2,
      `Cannot apply $bit to a value of non-integral type.{_id: ${formatValue(context.id)}} has the field ${lastPart(context.path)} of non-integer type ${typeName(current)}`,
    );
  }
  let wide = typeof current === 'bigint';
  let bits = BigInt(current ?? 0);
  for (const [operation, operand, operandWide] of steps) {
    wide ||= operandWide;
    bits = operation === 'and' ? bits & operand : operation === 'or' ? bits | operand : bits ^ operand;
  }
  return wide ? BigInt.asIntN(64, bits) : Number(BigInt.asIntN(32, bits));
}
