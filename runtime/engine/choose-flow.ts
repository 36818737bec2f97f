import type { Facts } from '@/runtime/flow/facts';
import type { ChosenStart } from '@/runtime/interpreter/choose-start';
import { chooseStartByChannel } from '@/runtime/interpreter/choose-start-by-channel';
import type { MessageDecision } from '@/runtime/store/messages';
import { type BoundFlows, boundFlowOf } from './bound-flows';
import type { EngineContext } from './engine-context';
import type { InstallationSnapshot } from './environment-source';
import type { PublishedFlow } from './flow-shelf';

/**
 * The published flow and start node that take a message: the most specific match, then the oldest flow. Each flow is
 * asked with its own environment, because its bindings decide what `mailbox:service` is. A flow whose start fails does not
 * take the message; it keeps no other flow from it. An address that is bound to a state of a flow asks that one first.
 */
export function chooseFlow(
  context: Pick<EngineContext, 'log'>,
  flows: PublishedFlow[],
  installation: InstallationSnapshot,
  facts: Facts,
  bound: BoundFlows = new Map(),
): NonNullable<MessageDecision['flow']> | null {
  const own = boundFlowOf(bound, facts.message);
  const tried = own && matchStart(context, own, facts, installation);
  if (tried) return decided(tried);
  let chosen: { specificity: number; flow: NonNullable<MessageDecision['flow']> } | null = null;
  for (const published of flows) {
    const start = matchStart(context, published, facts, installation);
    if (start && start.specificity > (chosen?.specificity ?? 0)) {
      chosen = {
        specificity: start.specificity,
        flow: decided(start),
      };
    }
  }
  return chosen?.flow ?? null;
}

function decided({ flow, node }: ChosenStart): NonNullable<MessageDecision['flow']> {
  return { flowId: flow.id, flowVersion: flow.version, startNodeId: node.id };
}

/** The flow that the clock begins, at the node that was due; `null` where that is published no more. */
export function startedFlow(
  flows: PublishedFlow[],
  { flowId, nodeId }: { flowId: string; nodeId: string },
): NonNullable<MessageDecision['flow']> | null {
  const flow = flows.find((one) => one.flow.id === flowId)?.flow;
  if (!flow?.starts.some(({ id }) => id === nodeId)) return null;
  return { flowId, flowVersion: flow.version, startNodeId: nodeId };
}

function matchStart(
  { log }: Pick<EngineContext, 'log'>,
  { flow, bindings }: Pick<PublishedFlow, 'flow' | 'bindings'>,
  facts: Facts,
  installation: InstallationSnapshot,
): ChosenStart | null {
  try {
    return chooseStartByChannel(
      flow,
      facts,
      installation.environment(bindings),
      channelOf(facts, installation),
    );
  } catch (error) {
    log.error({ error, flow: flow.id }, 'The start of a flow failed on a message.');
    return null;
  }
}

/** The channel that a message came by: facts name it by its slot in this installation. */
function channelOf({ message }: Facts, { channels }: InstallationSnapshot): string | undefined {
  return channels.find(({ kind, slot }) => kind === message?.channelKind && slot === message.channel)?._id;
}
