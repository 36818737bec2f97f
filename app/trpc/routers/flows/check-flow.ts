import { nodeRegistry } from '@/nodes/registry.generated';
import { createEnvironmentSource } from '@/runtime/engine/environment-source';
import { createFlowCheck } from '@/runtime/engine/flow-check';
import { createDraftHolidays } from '@/runtime/engine/flow-holidays';
import type { Environment } from '@/runtime/flow/facts';
import type { FlowCheck } from '@/runtime/library/author';

const installation = createEnvironmentSource(Date.now, undefined, createDraftHolidays(nodeRegistry));
const check = createFlowCheck(nodeRegistry, installation);

/** Finds problems of flows with what this installation has now, which is named in the reader's language. */
export function currentCheck(language?: string): Promise<FlowCheck> {
  return check.current(language);
}

/** Queues, calendars, flows to call and the rest as a flow with these bindings sees them, named in the reader's language. */
export function currentEnvironment(
  bindings: Record<string, string>,
  language?: string,
): Promise<Environment> {
  return check.environment(bindings, language);
}
