/** Units of time, shortest first, in milliseconds. */
const MILLISECONDS = {
  milliseconds: 1,
  seconds: 1000,
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
} as const;

export type DurationUnit = keyof typeof MILLISECONDS;
const UNITS: DurationUnit[] = ['milliseconds', 'seconds', 'minutes', 'hours', 'days'];

/** The unit in which a config keeps a field: what its name ends with (`timeoutSeconds`, `waitMinutes`), else milliseconds. */
export function unitOfField(key: string): DurationUnit {
  return UNITS.find((unit) => key.toLowerCase().endsWith(unit)) ?? 'milliseconds';
}

/**
 * Units a person may choose: nobody thinks in milliseconds, none is finer than what is kept, and none is longer than the
 * most that may be kept.
 */
export function durationUnits(base: DurationUnit, most = Number.POSITIVE_INFINITY): DurationUnit[] {
  return UNITS.slice(Math.max(1, UNITS.indexOf(base))).filter((unit) => toDuration(1, unit, base) <= most);
}

/** A kept amount in the longest unit that says it without a fraction. */
export function splitDuration(amount: number, base: DurationUnit): { amount: number; unit: DurationUnit } {
  const milliseconds = amount * MILLISECONDS[base];
  const units = durationUnits(base);
  const fitting = units.toReversed().find((unit) => amount !== 0 && milliseconds % MILLISECONDS[unit] === 0);
  const unit = fitting ?? units[0] ?? 'seconds';
  return { amount: milliseconds / MILLISECONDS[unit], unit };
}

export function toDuration(amount: number, from: DurationUnit, to: DurationUnit): number {
  return (amount * MILLISECONDS[from]) / MILLISECONDS[to];
}

/** What of a field counts for a length of time in it: its bounds, and whether it keeps whole units only. */
export interface DurationBounds {
  min?: number;
  max?: number;
  integer?: boolean;
}

/**
 * An entered length as the config keeps it. What is too short for the kept unit becomes one of it: nothing at all often
 * means "without limit".
 */
export function keptDuration(
  entered: number,
  unit: DurationUnit,
  base: DurationUnit,
  { min, max, integer = false }: DurationBounds,
): number {
  const length = toDuration(entered, unit, base);
  const whole = integer ? Math.max(length > 0 ? 1 : length, Math.round(length)) : length;
  return Math.min(Math.max(whole, min ?? whole), max ?? Number.POSITIVE_INFINITY);
}
