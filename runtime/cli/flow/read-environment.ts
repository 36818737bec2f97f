import { nodeRegistry } from '@/nodes/registry.generated';
import { namedHolidaysAround } from '@/runtime/engine/holidays';
import type { Environment } from '@/runtime/flow/facts';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import { sampleEnvironment } from '@/runtime/flow/sample-facts';
import { fillHolidays } from '@/runtime/scenarios/fill-holidays';
import { scenarioEnvironmentSchema } from '@/runtime/scenarios/scenario';
import { readJsonFile } from '../read-input';

/** The installation that flows are tried in, as scenarios write it; what the file does not say, or without one, is assumed. */
export async function readEnvironment(path: string | null): Promise<Environment> {
  const given = path === null ? {} : await readJsonFile(path, scenarioEnvironmentSchema);
  return sampleEnvironment(
    Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  );
}

/** With the holidays of every region that the environment or the flows name, around a time (milliseconds). */
export function withHolidays(
  environment: Environment,
  flows: readonly FlowDocument[],
  at: number,
): Environment {
  return fillHolidays(environment, flows, nodeRegistry, { at, holidaysOf: namedHolidaysAround });
}
