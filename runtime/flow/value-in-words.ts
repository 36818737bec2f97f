import { boundThings } from './bound-things';
import type { Environment } from './facts';
import type { FieldMeta } from './node-definition';

/** Who reads, and what his installation has. */
export interface ValueReader {
  language: string;
  /** Names things that settings only know by their slot; without it they stay slots. */
  environment?: Environment | undefined;
}

/** A simple value of a setting as its form shows it: `60 %` for 0.6, the queue's name for its slot. */
export function valueInWords(
  value: string | number,
  meta: FieldMeta | undefined,
  { language, environment }: ValueReader,
): string {
  if (typeof value === 'number') {
    const style = meta?.widget === 'percent' ? 'percent' : 'decimal';
    return new Intl.NumberFormat(language, { style, maximumFractionDigits: 4 }).format(value);
  }
  const things = meta?.slot && environment ? boundThings(meta.slot, environment) : null;
  return things?.[value]?.name ?? value;
}
