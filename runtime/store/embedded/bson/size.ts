import { Binary, Code, Decimal, ObjectId, RawDocument, Regex, type Value } from './value';

/** About how many bytes a value has in BSON. */
export function sizeOf(value: Value | undefined): number {
  if (value === undefined || value === null || typeof value === 'boolean') return 1;
  if (typeof value === 'string') return value.length + 5;
  if (value instanceof Binary || value instanceof RawDocument) return value.bytes.length + 5;
  if (value instanceof Decimal) return 16;
  if (value instanceof ObjectId) return 12;
  if (value instanceof Regex) return value.pattern.length + value.flags.length + 2;
  if (value instanceof Code) return value.code.length + 5 + sizeOf(value.scope);
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + sizeOf(item) + 3, 5);
  if (!(value instanceof Map)) return 8;
  let size = 5;
  for (const [name, inner] of value) size += name.length + 2 + sizeOf(inner);
  return size;
}
