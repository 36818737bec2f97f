import { boundThings } from './bound-things';
import { splitDuration, unitOfField } from './duration';
import type { Environment } from './facts';
import type { FieldMeta } from './node-definition';

/** Who reads, and what his installation has. */
export interface ValueReader {
  language: string;
  /** Names things that settings only know by their slot; without it they stay slots. */
  environment?: Environment | undefined;
}

/**
 * A simple value of a setting as its form shows it: `60 %` for 0.6, `4 Stunden` for 240 minutes, the queue's name for its slot.
 * @param key the setting's own name: it tells the unit of a length of time
 */
export function valueInWords(
  value: string | number,
  { key, meta }: { key: string; meta: FieldMeta | undefined },
  { language, environment }: ValueReader,
): string {
  if (typeof value === 'number') return numberInWords(value, key, meta, language);
  const things = meta?.slot && environment ? boundThings(meta.slot, environment) : null;
  return things?.[value]?.name ?? value;
}

function numberInWords(value: number, key: string, meta: FieldMeta | undefined, language: string): string {
  const most = { maximumFractionDigits: 4 };
  if (meta?.widget === 'duration') {
    const { amount, unit } = splitDuration(value, unitOfField(key));
    const options = { ...most, style: 'unit', unit: unit.slice(0, -1), unitDisplay: 'long' } as const;
    return new Intl.NumberFormat(language, options).format(amount);
  }
  const style = meta?.widget === 'percent' ? 'percent' : 'decimal';
  return new Intl.NumberFormat(language, { ...most, style }).format(value);
}
