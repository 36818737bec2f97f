import type { Facts } from '@/runtime/flow/facts';
import { chooseStart } from '@/runtime/interpreter/choose-start';
import type { MessageDecision } from '@/runtime/store/messages';
import type { InstallationSnapshot } from './environment-source';
import type { PublishedFlow } from './flow-shelf';

/**
 * The published flow and start node that take a message: the most specific match, then the oldest flow. Each flow is
 * asked with its own environment, because its bindings decide what `mailbox:service` is.
 */
export function chooseFlow(
  flows: PublishedFlow[],
  installation: InstallationSnapshot,
  facts: Facts,
): NonNullable<MessageDecision['flow']> | null {
  let chosen: { specificity: number; flow: NonNullable<MessageDecision['flow']> } | null = null;
  for (const { flow, bindings } of flows) {
    const start = chooseStart([flow], facts, installation.environment(bindings));
    if (start && start.specificity > (chosen?.specificity ?? 0)) {
      chosen = {
        specificity: start.specificity,
        flow: { flowId: flow.id, flowVersion: flow.version, startNodeId: start.node.id },
      };
    }
  }
  return chosen?.flow ?? null;
}
