import { compareValues, typeOrder } from '../bson/compare';
import { toNumber } from '../bson/number';
import { Decimal, type Doc, Double, isNumeric, typeName, type Value } from '../bson/value';

/**
 * A slow and obvious reading of MongoDB's query rules, written only to be compared with the real one. It shares the
 * order of values with it (which has its own tests) and nothing else.
 */
export function modelMatches(query: Doc, doc: Doc): boolean {
  return [...query].every(([name, condition]) => {
    if (name === '$and') return docs(condition).every((part) => modelMatches(part, doc));
    if (name === '$or') return docs(condition).some((part) => modelMatches(part, doc));
    if (name === '$nor') return !docs(condition).some((part) => modelMatches(part, doc));
    return conditionHolds(condition, name.split('.'), doc);
  });
}

function docs(value: Value): Doc[] {
  return Array.isArray(value) ? value.filter((item) => item instanceof Map) : [];
}

function conditionHolds(condition: Value, parts: readonly string[], doc: Doc): boolean {
  if (condition instanceof Map && [...condition.keys()][0]?.startsWith('$')) {
    return [...condition].every(([operator, argument]) => operatorHolds(operator, argument, parts, doc));
  }
  return operatorHolds('$eq', condition, parts, doc);
}

function operatorHolds(operator: string, argument: Value, parts: readonly string[], doc: Doc): boolean {
  const list = Array.isArray(argument) ? argument : [];
  const some = (test: (seen: Seen) => boolean): boolean => seenAt(doc, parts).some(test);
  switch (operator) {
    case '$ne':
      return !operatorHolds('$eq', argument, parts, doc);
    case '$in':
      return list.some((item) => operatorHolds('$eq', item, parts, doc));
    case '$nin':
      return !operatorHolds('$in', argument, parts, doc);
    case '$not':
      return !conditionHolds(argument, parts, doc);
    case '$exists':
      return some(({ value }) => value !== undefined) === (argument === true);
    case '$type':
      return some(({ value }) => (argument === 'number' ? isNumeric(value) : typeName(value) === argument));
    case '$size':
      return some(({ value, whole }) => whole && Array.isArray(value) && value.length === argument);
    case '$all':
      return list.length > 0 && list.every((item) => operatorHolds('$eq', item, parts, doc));
    case '$elemMatch':
      return some(
        ({ value, whole }) =>
          whole && Array.isArray(value) && value.some((item) => elementHolds(argument, item)),
      );
    default:
      return some(({ value }) => comparisonHolds(operator, value, argument));
  }
}

function elementHolds(condition: Value, element: Value): boolean {
  if (!(condition instanceof Map)) return false;
  if ([...condition.keys()][0]?.startsWith('$')) {
    return [...condition].every(([operator, argument]) => comparisonHolds(operator, element, argument));
  }
  if (element instanceof Map) return modelMatches(condition, element);
  return (
    Array.isArray(element) && modelMatches(condition, new Map(element.map((item, at) => [String(at), item])))
  );
}

function comparisonHolds(operator: string, value: Value | undefined, wanted: Value): boolean {
  if (wanted === null)
    return (value === undefined || value === null) && ['$eq', '$lte', '$gte'].includes(operator);
  if (typeOrder(value) !== typeOrder(wanted)) return false;
  const order = compareValues(value, wanted);
  const equal = order === 0;
  const nan = isNaNValue(value) || isNaNValue(wanted);
  if (operator === '$eq') return equal;
  if (operator === '$lte') return equal || (!nan && order < 0);
  if (operator === '$gte') return equal || (!nan && order > 0);
  return !equal && !nan && (operator === '$lt' ? order < 0 : order > 0);
}

function isNaNValue(value: Value | undefined): boolean {
  return (value instanceof Double || value instanceof Decimal) && Number.isNaN(toNumber(value));
}

/** A value that a query looks at; `whole` says that it is not one shown as an element of an array at the path's end. */
interface Seen {
  readonly value: Value | undefined;
  readonly whole: boolean;
}

function seenAt(doc: Doc, parts: readonly string[]): Seen[] {
  const [part = '', ...rest] = parts;
  const value = doc.get(part);
  if (rest.length === 0) {
    const elements = Array.isArray(value) ? value.map((item) => ({ value: item, whole: false })) : [];
    return [...elements, { value, whole: true }];
  }
  if (value instanceof Map) return seenAt(value, rest);
  if (Array.isArray(value)) return seenInArray(value, rest);
  return [{ value: undefined, whole: true }];
}

function seenInArray(list: readonly Value[], parts: readonly string[]): Seen[] {
  const [part = '', ...rest] = parts;
  return list.flatMap((item, at) => {
    const fromFields = item instanceof Map ? seenAt(item, parts) : [];
    if (String(at) !== part) return fromFields;
    if (rest.length === 0) return [...fromFields, { value: item, whole: true }];
    if (item instanceof Map) return [...fromFields, ...seenAt(item, rest)];
    return Array.isArray(item) ? seenInArray(item, rest) : fromFields;
  });
}

/** The value by which a document is sorted: of an array the least (descending: the greatest) element. */
export function modelSortValue(doc: Doc, path: string, direction: number): Value | undefined {
  const found = sortCandidates(doc, path.split('.'));
  return found.sort((a, b) => compareValues(a, b) * direction)[0];
}

function sortCandidates(value: Value | undefined, parts: readonly string[]): (Value | undefined)[] {
  const [part = '', ...rest] = parts;
  const next = value instanceof Map ? value.get(part) : undefined;
  if (rest.length === 0) {
    if (!Array.isArray(next)) return [next ?? null];
    // An empty array stands before null, as `undefined` does.
    return next.length === 0 ? [undefined] : next.map((item) => item);
  }
  if (Array.isArray(next))
    return next.length === 0 ? [null] : next.flatMap((item) => sortCandidates(item, rest));
  return sortCandidates(next, rest);
}
