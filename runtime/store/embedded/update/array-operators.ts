import type { Collation } from '../bson/collation';
import { compareValues, equalValues } from '../bson/compare';
import { formatValue } from '../bson/format';
import { keyString } from '../bson/key-encoding';
import { safeInteger, toNumber } from '../bson/number';
import { type Doc, isNumeric, Regex, typeName, type Value } from '../bson/value';
import { CommandError } from '../errors';
import type { Filter, Test } from '../query/filter';
import { matches, valuePasses } from '../query/match';
import { isOperatorDocument, parseCondition, parseFilter } from '../query/parse';
import { parseSort, sortOrder } from '../query/sort';
import { KEEP, type Leaf, type LeafContext } from './leaf';

/** `$push`, with or without `$each`, `$position`, `$slice` and `$sort`. */
export function pushLeaf(argument: Value, collation: Collation | undefined): Leaf {
  const plan = parsePush(argument, collation);
  return arrayLeaf('$push', true, (current) => {
    const list = [...current];
    const at = plan.position === undefined ? list.length : placeOf(plan.position, list.length);
    list.splice(at, 0, ...plan.values);
    const sorted = plan.sort === undefined ? list : plan.sort(list);
    return plan.slice === undefined ? sorted : sliceOf(sorted, plan.slice);
  });
}

interface Push {
  readonly values: readonly Value[];
  readonly position?: number;
  readonly slice?: number;
  readonly sort?: (list: Value[]) => Value[];
}

function parsePush(argument: Value, collation: Collation | undefined): Push {
  if (!(argument instanceof Map) || !argument.has('$each')) return { values: [argument] };
  const values = argument.get('$each');
  if (!Array.isArray(values)) {
    throw new CommandError(
      2,
      `The argument to $each in $push must be an array but it was of type: ${typeName(values)}`,
    );
  }
  for (const name of argument.keys()) {
    if (!['$each', '$position', '$slice', '$sort'].includes(name)) {
      throw new CommandError(2, `Unrecognized clause in $push: ${name}`);
    }
  }
  const position = whole(argument.get('$position'), '$position');
  const slice = whole(argument.get('$slice'), '$slice');
  const order = argument.get('$sort');
  return {
    values,
    ...(position === undefined ? {} : { position }),
    ...(slice === undefined ? {} : { slice }),
    ...(order === undefined ? {} : { sort: sorterOf(order, collation) }),
  };
}

function whole(value: Value | undefined, name: string): number | undefined {
  if (value === undefined) return undefined;
  const number = isNumeric(value) ? safeInteger(value) : undefined;
  if (number === undefined)
    throw new CommandError(
      2,
      `The value for ${name} must be an integer value but was given type: ${typeName(value)}`,
    );
  return number;
}

function placeOf(position: number, length: number): number {
  return position >= 0 ? Math.min(position, length) : Math.max(0, length + position);
}

function sliceOf(list: Value[], count: number): Value[] {
  return count >= 0 ? list.slice(0, count) : list.slice(count);
}

/** Sorts whole elements by 1 or -1, or documents by their fields. */
export function sorterOf(order: Value, collation: Collation | undefined): (list: Value[]) => Value[] {
  if (order instanceof Map) {
    if (order.size === 0)
      throw new CommandError(2, 'The $sort pattern is empty when it should be a set of fields.');
    for (const [field, direction] of order) {
      const number = isNumeric(direction) ? toNumber(direction) : 0;
      if (number !== 1 && number !== -1)
        throw new CommandError(2, 'The $sort element value must be either 1 or -1');
      if (field.startsWith('$'))
        throw new CommandError(2, `The $sort field names may not start with '$': ${field}`);
    }
    const sorting = sortOrder(parseSort(order), collation);
    return (list) =>
      list
        .map((item) => ({ item, key: sorting.keyOf(item instanceof Map ? item : new Map()) }))
        .sort((a, b) => sorting.compare(a.key, b.key))
        .map(({ item }) => item);
  }
  const direction = isNumeric(order) ? toNumber(order) : 0;
  if (direction !== 1 && direction !== -1)
    throw new CommandError(2, 'The $sort element value must be either 1 or -1');
  return (list) => [...list].sort((a, b) => compareValues(a, b, collation) * direction);
}

export function addToSetLeaf(argument: Value, collation: Collation | undefined): Leaf {
  const each = argument instanceof Map ? argument.get('$each') : undefined;
  if (each !== undefined && !Array.isArray(each)) {
    throw new CommandError(
      14,
      `The argument to $each in $addToSet must be an array but it was of type ${typeName(each)}`,
    );
  }
  if (each !== undefined && argument instanceof Map && argument.size > 1) {
    const other = [...argument.keys()].find((name) => name !== '$each');
    throw new CommandError(2, `Found unexpected fields after $each in $addToSet: ${other}`);
  }
  const values: readonly Value[] = Array.isArray(each) ? each : [argument];
  return arrayLeaf('$addToSet', true, (current) => {
    const known = new Set(current.map((item) => keyString(item, collation)));
    const list = [...current];
    for (const value of values) {
      const key = keyString(value, collation);
      if (known.has(key)) continue;
      known.add(key);
      list.push(value);
    }
    return list;
  });
}

export function pullLeaf(argument: Value, collation: Collation | undefined): Leaf {
  const removes = pullCondition(argument, collation);
  return arrayLeaf('$pull', false, (current, context) =>
    current.filter((item) => !removes(item, context.now)),
  );
}

function pullCondition(
  argument: Value,
  collation: Collation | undefined,
): (item: Value, now: number) => boolean {
  if (argument instanceof Regex || (isOperatorDocument(argument) && !isOfDocument(argument))) {
    const test: Test = parseCondition(argument, { collation });
    return (item, now) => valuePasses(item, test, now);
  }
  if (argument instanceof Map) {
    const filter: Filter = parseFilter(argument, { collation });
    return (item, now) => item instanceof Map && matches(filter, item, now);
  }
  return (item) => equalValues(item, argument, collation);
}

/** Conditions that a filter begins with, and not a field: the elements are then looked at as documents. */
function isOfDocument(condition: Doc): boolean {
  const [first = ''] = condition.keys();
  return ['$and', '$or', '$nor', '$not', '$expr', '$comment', '$where', '$jsonSchema', '$text'].includes(
    first,
  );
}

export function pullAllLeaf(argument: Value, collation: Collation | undefined): Leaf {
  if (!Array.isArray(argument)) {
    throw new CommandError(2, `$pullAll requires an array argument but was given a ${typeName(argument)}`);
  }
  const removed = new Set(argument.map((item) => keyString(item, collation)));
  return arrayLeaf('$pullAll', false, (current) =>
    current.filter((item) => !removed.has(keyString(item, collation))),
  );
}

export function popLeaf(argument: Value): Leaf {
  const direction = isNumeric(argument) ? toNumber(argument) : Number.NaN;
  if (!isNumeric(argument)) throw new CommandError(9, `Expected a number in: $pop: ${formatValue(argument)}`);
  if (direction !== 1 && direction !== -1)
    throw new CommandError(9, `$pop expects 1 or -1, found: ${formatValue(argument)}`);
  return arrayLeaf('$pop', false, (current) => (direction === 1 ? current.slice(0, -1) : current.slice(1)));
}

function arrayLeaf(
  name: string,
  creates: boolean,
  change: (current: readonly Value[], context: LeafContext) => Value[],
): Leaf {
  return {
    name,
    creates,
    onInsertOnly: false,
    apply(current, context) {
      if (current === undefined) return creates ? change([], context) : KEEP;
      if (!Array.isArray(current)) throw notAnArray(name, current, context);
      const changed = change(current, context);
      return !creates && changed.length === current.length ? KEEP : changed;
    },
  };
}

function notAnArray(name: string, current: Value, context: LeafContext): CommandError {
  if (name === '$push') {
    return new CommandError(
      2,
      `The field '${context.path}' must be an array but is of type ${typeName(current)} in document {_id: ${formatValue(context.id)}}`,
    );
  }
  if (name === '$addToSet') {
    return new CommandError(
      2,
      `Cannot apply $addToSet to non-array field. Field named '${context.path.slice(context.path.lastIndexOf('.') + 1)}' has non-array type ${typeName(current)}`,
    );
  }
  if (name === '$pop') {
    return new CommandError(
      14,
      `Path '${context.path}' contains an element of non-array type '${typeName(current)}'`,
    );
  }
  return new CommandError(2, `Cannot apply ${name} to a non-array value`);
}
