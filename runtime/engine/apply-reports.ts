import { Customers, customerIdentity } from '@/runtime/store/customers';
import { nativeCollection } from '@/runtime/store/define-model';
import { appendLiveEvents } from '@/runtime/store/live-events';
import { type DeliveryReported, type MessageRecord, Messages } from '@/runtime/store/messages';
import type { Admission } from './admit-messages';
import type { EngineContext } from './engine-context';
import type { StoredInbound } from './stored-inbound';

const badAddressesKept = 20;

type Report = NonNullable<StoredInbound['report']>;

/**
 * Writes reports about messages of ours (bounces) onto those messages, and flags addresses that do not work. What is
 * only delayed keeps its state and gets the report as detail. Doing it again changes nothing.
 */
export async function applyReports(context: EngineContext, admissions: Admission[]): Promise<void> {
  for (const { work, ticket, message } of admissions) {
    const { report } = work.inbound;
    if (report) await applyReport(context, report, work.channelKind, ticket._id, message.at);
  }
  await clearBadAddresses(admissions);
}

async function applyReport(
  context: EngineContext,
  report: Report,
  channelKind: string,
  ticketId: string,
  at: Date,
): Promise<void> {
  const message = await findReported(report, ticketId);
  // A report about nothing that we sent is a forgery or somebody else's: it changes nothing.
  if (!message) return;
  const permanent = report.recipients.filter((recipient) => recipient.permanent);
  const told = permanent.length > 0 ? permanent : report.recipients;
  const deliveryDetail = told.map(({ address, diagnostic }) => `${address}: ${diagnostic}`.trim()).join('\n');
  await nativeCollection(Messages).updateOne(
    { _id: message._id },
    {
      $set: {
        deliveryDetail: deliveryDetail.slice(0, 2000),
        reported: reportedAs(told),
        reportedAt: at,
        ...(permanent.length > 0 ? { delivery: 'bounced' as const } : {}),
      },
    },
  );
  const sentTo = new Set([...message.to, ...message.cc].map(({ address }) => address.toLowerCase()));
  const now = new Date(context.now());
  for (const { address, hard, diagnostic } of report.recipients) {
    if (!hard || !sentTo.has(address.toLowerCase())) continue;
    await flagAddress(channelKind, address.toLowerCase(), diagnostic, now);
  }
  await appendLiveEvents(
    [
      { topic: 'ticket', key: message.ticketId, data: { change: 'delivery', state: 'bounced' } },
      { topic: 'outgoing', key: message._id, data: { state: 'bounced', ticketId: message.ticketId } },
    ],
    now,
  );
}

/** One dead address among several is what somebody has to act upon. */
function reportedAs(told: Report['recipients']): DeliveryReported {
  if (told.some(({ hard }) => hard)) return 'hard';
  return told.some(({ permanent }) => permanent) ? 'soft' : 'delayed';
}

/** By its id; else, on the ticket that the report joined, the newest message to an address that it names. */
async function findReported(report: Report, ticketId: string): Promise<MessageRecord | null> {
  const messages = nativeCollection(Messages);
  if (report.originalMessageId !== null) {
    const named = await messages.findOne({ messageId: report.originalMessageId, direction: 'outbound' });
    if (named) return named as MessageRecord;
  }
  const addresses = new Set(report.recipients.map(({ address }) => address.toLowerCase()));
  const outbound = (await messages
    .find({ ticketId, direction: 'outbound' })
    .sort({ at: -1 })
    .limit(50)
    .toArray()) as MessageRecord[];
  return (
    outbound.find(({ to, cc }) =>
      [...to, ...cc].some(({ address }) => addresses.has(address.toLowerCase())),
    ) ?? null
  );
}

async function flagAddress(channelKind: string, address: string, detail: string, at: Date): Promise<void> {
  await nativeCollection(Customers).updateOne(
    { identities: customerIdentity(channelKind, address), 'badAddresses.address': { $ne: address } },
    {
      $push: {
        badAddresses: { $each: [{ address, detail: detail.slice(0, 500), at }], $slice: -badAddressesKept },
      },
    },
  );
}

/** Somebody who writes from an address can be reached there. */
async function clearBadAddresses(admissions: Admission[]): Promise<void> {
  for (const { customer, message } of admissions) {
    const address = message.from.address.toLowerCase();
    if (message.automatic || !customer.badAddresses?.some((bad) => bad.address === address)) continue;
    await nativeCollection(Customers).updateOne(
      { _id: customer._id },
      { $pull: { badAddresses: { address } } },
    );
  }
}
