import type { Json } from '@/runtime/flow/json';

/** A value in one short line. */
export function showJson(value: Json): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.replaceAll(/\s+/g, ' ').slice(0, 200);
}
