import { DomainError } from '@/runtime/domain-error';
import type { Localized } from '@/runtime/flow/flow-document';
import { findChannels } from '@/runtime/store/channels';
import { type AliasTarget, FlowAliases, type FlowAliasRecord } from '@/runtime/store/flow-aliases';
import { appendLiveEvents } from '@/runtime/store/live-events';
import type { Author } from './author';
import { readFlowVersion } from './flow-history';
import { readFlow } from './read-flow';

export interface BoundAddress {
  address: string;
  target: AliasTarget;
  createdAt: Date;
  createdBy: string | null;
}

export interface FlowAliasList {
  aliases: BoundAddress[];
  mailboxes: { name: Localized; addresses: string[] }[];
}

/** The addresses whose mail walks a state of this flow, and the mailboxes whose addresses may be bound. */
export async function listAliases(flowId: string): Promise<FlowAliasList> {
  const [records, channels] = await Promise.all([
    FlowAliases.find({ flowId }).sort({ _id: 1 }).lean<FlowAliasRecord[]>().exec(),
    findChannels(),
  ]);
  return {
    aliases: records.map(({ _id, target, createdAt, createdBy }) => ({
      address: _id,
      target,
      createdAt,
      createdBy,
    })),
    mailboxes: channels
      .filter(({ addresses }) => addresses.length > 0)
      .map(({ name, addresses }) => ({ name, addresses })),
  };
}

/**
 * Lets the mail of one address walk the draft or one version of a flow, whatever is in service. The address must belong to
 * a mailbox, as it is or with a `+` part (`service+test@`, RFC 5233). Binding it again changes what it is bound to.
 * Errors: `flowNotFound`, `flowVersionNotFound`, `addressForeign`, `addressBound` (to another flow).
 */
export async function bindAddress(
  wanted: { id: string; address: string; target: AliasTarget },
  author: Author,
  at = new Date(),
): Promise<void> {
  const { id, target } = wanted;
  const address = wanted.address.toLowerCase();
  await readFlow(id);
  if (target.kind === 'version') await readFlowVersion(id, target.version);
  const known = new Set((await findChannels()).flatMap(({ addresses }) => addresses));
  if (![address, withoutTag(address), wholeDomain(address)].some((one) => known.has(one)))
    throw new DomainError('invalid', 'addressForeign', `No mailbox receives mail for ${address}.`, {
      address,
    });
  const bound = await FlowAliases.findById(address).lean<FlowAliasRecord>().exec();
  if (bound && bound.flowId !== id) throw addressBound(address);
  // Only where it is still ours or nobody's: two flows that reach for one address at once do not both get it.
  try {
    await FlowAliases.updateOne(
      { _id: address, flowId: id },
      { $set: { target, createdAt: at, createdBy: author?.name ?? null } },
      { upsert: true },
    ).exec();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 11000) throw addressBound(address);
    throw error;
  }
  await tell(id, at);
}

/** Lets an address go the usual way again. */
export async function unbindAddress(id: string, address: string, at = new Date()): Promise<void> {
  await FlowAliases.deleteOne({ _id: address.toLowerCase(), flowId: id }).exec();
  await tell(id, at);
}

/** `service+test@example.org` -> `service@example.org` (subaddressing, RFC 5233). */
function withoutTag(address: string): string {
  return address.replace(/\+[^@]*@/, '@');
}

/** `*@example.org`: a mailbox that takes everything of its domain. */
function wholeDomain(address: string): string {
  return `*${address.slice(address.lastIndexOf('@'))}`;
}

function addressBound(address: string): DomainError {
  return new DomainError('conflict', 'addressBound', `${address} is bound to another flow.`, { address });
}

async function tell(id: string, at: Date): Promise<void> {
  await appendLiveEvents([{ topic: 'flow', key: id, data: { change: 'aliases' } }], at);
}
