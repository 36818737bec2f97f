import type { Json } from '@/runtime/flow/json';

/** A value in one short line; numbers as the reader writes them, with three decimals at most. */
export function showJson(value: Json, language: string): string {
  if (typeof value === 'number')
    return new Intl.NumberFormat(language, { maximumFractionDigits: 3, useGrouping: false }).format(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.replaceAll(/\s+/g, ' ').slice(0, 200);
}
