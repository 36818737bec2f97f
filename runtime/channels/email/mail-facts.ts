import type { MessageFacts } from '@/runtime/flow/facts';
import { bestChannel } from './mail-address';
import { toInboundMessage } from './to-inbound-message';

/**
 * What a flow would know of a mail, without any installation: for the command line and the simulator. The mailbox is the one
 * of `mailboxes` that the mail is addressed to, else the first.
 */
export async function mailFacts(
  raw: Buffer,
  mailboxes: { slot: string; address: string }[],
  at: number,
  maxBytes: number,
): Promise<Partial<MessageFacts>> {
  const channels = mailboxes.map(({ slot, address }) => ({ slot, addresses: [address.toLowerCase()] }));
  const mail = { raw, envelope: { from: '', to: [] }, arrivedAt: at, remoteAddress: '' };
  const reading = { envelopeRecipient: null, maxBytes, isOwnMessageId: () => false };
  const [fallback = { slot: 'service', addresses: [] }] = channels;
  const first = await toInboundMessage(mail, mailbox(fallback), reading);
  const addressed = [...first.facts.to, ...first.facts.cc]
    .map(({ address }) => bestChannel(channels, address))
    .find((channel) => channel !== null);
  const { facts, attachments } = addressed
    ? await toInboundMessage(mail, mailbox(addressed), reading)
    : first;
  return {
    ...facts,
    attachments: attachments.map(({ name, type, content }) => ({ name, type, size: content.length })),
  };
}

function mailbox({ slot, addresses }: { slot: string; addresses: string[] }) {
  return { _id: slot, kind: 'email', slot, addresses };
}
