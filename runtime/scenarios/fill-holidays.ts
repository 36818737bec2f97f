import type { HolidayNames } from '@/runtime/flow/calendar';
import type { Environment } from '@/runtime/flow/facts';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import type { NodeRegistry } from '@/runtime/flow/node-definition';
import { slotsOf } from '@/runtime/flow/slots';

/** Holidays of a region (`DE-BE`) around a year. */
export type HolidaysOf = (region: string, year: number) => HolidayNames;

/**
 * The environment with the holidays of every region that its calendars or the flows' own hours name. What it says itself stays:
 * a file that was written by hand names a region, and nobody lists its days.
 * @param at the clock around which they are needed, milliseconds
 */
export function fillHolidays(
  environment: Environment,
  flows: readonly FlowDocument[],
  registry: NodeRegistry,
  { at, holidaysOf }: { at: number; holidaysOf: HolidaysOf },
): Environment {
  const named = [
    ...Object.values(environment.calendars).map(({ holidays }) => holidays ?? ''),
    ...flows
      .flatMap((flow) => slotsOf(flow, registry))
      .filter(({ kind }) => kind === 'holidays')
      .map(({ name }) => name),
  ];
  const missing = new Set(named.filter((region) => region !== '' && !environment.holidays[region]));
  if (missing.size === 0) return environment;
  const year = new Date(at).getUTCFullYear();
  const found = [...missing].map((region) => [region, { ...holidaysOf(region, year) }] as const);
  return { ...environment, holidays: { ...environment.holidays, ...Object.fromEntries(found) } };
}
