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
  return {
    channelId: KIND,
    channelKind: KIND,
    externalId: `${flow.id}/${node.id}/${new Date(due).toISOString()}`,
    raw: null,
    facts: {
      channelKind: KIND,
      channel: '',
      address: '',
      from: { name: flow.document.name, address: '' },
      to: [],
      cc: [],
      subject: flow.document.name,
      text: '',
      language: null,
      arrivedAt: due,
      sentAt: null,
      automatic: false,
      automaticReason: null,
      bounce: false,
      messageId: null,
      references: [],
      choice: null,
    },
    fullText: null,
    html: null,
    inReplyTo: null,
    ticketTokens: [],
    report: null,
    forwarded: null,
    attachments: [],
    verdict: { kind: 'accept' },
    start: { flowId: flow.id, nodeId: node.id },
    ...(mailbox ? { answerBy: { channelId: mailbox._id, channelKind: mailbox.kind } } : {}),
  };
}
