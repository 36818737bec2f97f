import { machineSigns } from '@/runtime/flow/machine-signs';
import { type MessageRecord, Messages } from '@/runtime/store/messages';

/** Messages that a person has written, as far as one can tell. */
export const byPeople = [{ automatic: false }, { 'facts.automaticReason': { $nin: machineSigns } }];

/** What an answer answers: what a person wrote last; only where nobody has, what a machine did. */
export async function newestToAnswer(ticketId: string): Promise<MessageRecord | null> {
  return (
    (await newest({ ticketId, direction: 'inbound', $or: byPeople })) ??
    (await newest({ ticketId, direction: 'inbound' }))
  );
}

/**
 * What somebody should have read before he answers: the newest of what customers and colleagues wrote. Machines and he
 * himself are no news; nor is what its writer took back.
 */
export function newestFromOthers(ticketId: string, accountId: string): Promise<MessageRecord | null> {
  return newest({
    ticketId,
    $or: [
      { direction: 'inbound', $or: byPeople },
      {
        direction: 'outbound',
        origin: 'agent',
        authorId: { $ne: accountId },
        delivery: { $ne: 'withdrawn' },
      },
    ],
  });
}

function newest(conditions: Record<string, unknown>): Promise<MessageRecord | null> {
  return Messages.findOne(conditions).sort({ at: -1, _id: -1 }).lean<MessageRecord>().exec();
}
