import { decimalToString } from './decimal';
import {
  Binary,
  Code,
  DbPointer,
  Decimal,
  Double,
  ObjectId,
  RawDocument,
  Regex,
  SymbolValue,
  Timestamp,
  UtcDate,
  type Value,
} from './value';

/** Writes a value for an error message, in the notation MongoDB uses there. */
export function formatValue(value: Value | undefined): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value !== 'object') return String(value);
  if (value instanceof Map) {
    const fields = [...value].map(([name, inner]) => `${name}: ${formatValue(inner)}`);
    return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
  }
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[ ${value.map(formatValue).join(', ')} ]`;
  return formatLeaf(value);
}

function formatLeaf(value: Value): string {
  if (value instanceof Double)
    return Number.isInteger(value.value) ? value.value.toFixed(1) : doubleToText(value.value);
  if (value instanceof ObjectId) return `ObjectId('${objectIdHex(value)}')`;
  if (value instanceof UtcDate) return `new Date(${value.ms})`;
  if (value instanceof Decimal) return decimalToString(value);
  if (value instanceof Binary)
    return `BinData(${value.subtype}, ${value.bytes.toString('hex').toUpperCase()})`;
  if (value instanceof Regex) return `/${value.pattern}/${value.flags}`;
  if (value instanceof Timestamp) return `Timestamp(${value.value >> 32n}, ${value.value & 0xffffffffn})`;
  if (value instanceof Code) return value.code;
  if (value instanceof SymbolValue) return JSON.stringify(value.value);
  if (value instanceof DbPointer) return `DBRef('${value.namespace}', ${objectIdHex(value.id)})`;
  if (value instanceof RawDocument) return '{ ... }';
  return value === null || typeof value !== 'object' || !('name' in value)
    ? ''
    : value.name === 'minKey'
      ? 'MinKey'
      : value.name === 'maxKey'
        ? 'MaxKey'
        : 'undefined';
}

export function objectIdHex(id: ObjectId): string {
  return Buffer.from(id.latin1, 'latin1').toString('hex');
}

function doubleToText(value: number): string {
  if (Number.isNaN(value)) return 'nan.0';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  return String(value);
}
