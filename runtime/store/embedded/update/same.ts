import {
  Binary,
  Code,
  DbPointer,
  Decimal,
  Double,
  ObjectId,
  Regex,
  SymbolValue,
  Timestamp,
  UtcDate,
  type Value,
} from '../bson/value';

/** Whether two values are the same to the last byte: an Int32 and a Double of one worth are not. */
export function sameValue(left: Value | undefined, right: Value | undefined): boolean {
  if (left === right) return true;
  if (left === undefined || right === undefined || left === null || right === null) return false;
  if (typeof left !== 'object' || typeof right !== 'object') return false;
  if (left instanceof Map) return right instanceof Map && sameFields(left, right);
  if (Array.isArray(left)) {
    return (
      Array.isArray(right) &&
      left.length === right.length &&
      left.every((item, at) => sameValue(item, right[at]))
    );
  }
  return sameLeaf(left, right);
}

function sameFields(left: ReadonlyMap<string, Value>, right: ReadonlyMap<string, Value>): boolean {
  if (left.size !== right.size) return false;
  const others = right.entries();
  for (const [name, value] of left) {
    const other = others.next().value;
    if (other === undefined || other[0] !== name || !sameValue(value, other[1])) return false;
  }
  return true;
}

function sameLeaf(left: Value, right: Value): boolean {
  if (left instanceof Double) return right instanceof Double && Object.is(left.value, right.value);
  if (left instanceof UtcDate) return right instanceof UtcDate && left.ms === right.ms;
  if (left instanceof ObjectId) return right instanceof ObjectId && left.latin1 === right.latin1;
  if (left instanceof Binary) {
    return right instanceof Binary && left.subtype === right.subtype && left.bytes.equals(right.bytes);
  }
  if (left instanceof Decimal) return right instanceof Decimal && left.bytes.equals(right.bytes);
  if (left instanceof Regex)
    return right instanceof Regex && left.pattern === right.pattern && left.flags === right.flags;
  if (left instanceof Timestamp) return right instanceof Timestamp && left.value === right.value;
  if (left instanceof SymbolValue) return right instanceof SymbolValue && left.value === right.value;
  if (left instanceof Code) {
    return right instanceof Code && left.code === right.code && sameValue(left.scope, right.scope);
  }
  if (left instanceof DbPointer) {
    return (
      right instanceof DbPointer && left.namespace === right.namespace && left.id.latin1 === right.id.latin1
    );
  }
  return false;
}
