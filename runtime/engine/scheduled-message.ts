import { bareMessage } from '@/runtime/channels/bare-message';
import type { InboundMessage } from '@/runtime/channels/inbound-message';
import type { CompiledFlow, CompiledNode } from '@/runtime/flow/compile';
import type { InstallationSnapshot } from './environment-source';

const KIND = 'schedule';

/**
 * The message that begins a flow by the clock: exactly this node of this flow takes it, and its arrival is the time at which
 * it was due. What the flow sends to others goes out by the first mailbox.
 */
export function scheduledMessage(
  { flow, node }: { flow: CompiledFlow; node: CompiledNode },
  due: number,
  { channels }: InstallationSnapshot,
): InboundMessage {
  const mailbox = channels.find(({ kind, enabled }) => kind === 'email' && enabled);
  const bare = bareMessage(KIND, '', due);
  const { name } = flow.document;
  return {
    ...bare,
    channelId: KIND,
    channelKind: KIND,
    externalId: `${flow.id}/${node.id}/${new Date(due).toISOString()}`,
    raw: null,
    facts: { ...bare.facts, from: { name, address: '' }, subject: name },
    start: { flowId: flow.id, nodeId: node.id },
    ...(mailbox ? { answerBy: { channelId: mailbox._id, channelKind: mailbox.kind } } : {}),
  };
}
