import { nodeRegistry } from '@/nodes/registry.generated';
import { createEnvironmentSource } from '@/runtime/engine/environment-source';
import { createDraftHolidays } from '@/runtime/engine/flow-holidays';
import type { Environment } from '@/runtime/flow/facts';
import { findProblems } from '@/runtime/flow/problems';
import type { FlowCheck } from '@/runtime/library/author';

const installation = createEnvironmentSource(Date.now, undefined, createDraftHolidays(nodeRegistry));

/** Finds problems of flows with what this installation has now. */
export async function currentCheck(): Promise<FlowCheck> {
  const snapshot = await installation.snapshot();
  return (document, bindings) => findProblems(document, nodeRegistry, snapshot.environment(bindings));
}

/** Queues, calendars and the rest as a flow with these bindings sees them. */
export async function currentEnvironment(bindings: Record<string, string>): Promise<Environment> {
  return (await installation.snapshot()).environment(bindings);
}
