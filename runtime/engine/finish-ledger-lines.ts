import type { AnyBulkWriteOperation } from 'mongodb';
import { nativeCollection } from '@/runtime/store/define-model';
import { Ledger, type LedgerReason, type LedgerRecord } from '@/runtime/store/ledger';
import type { Admission } from './admit-messages';
import type { EngineContext } from './engine-context';

/**
 * Gives ledger lines their final state. By now message, ticket and event are durable: whatever happens from here on,
 * the execution's own lease and outbox carry it.
 */
export async function finishLedgerLines(context: EngineContext, admissions: Admission[]): Promise<void> {
  if (admissions.length === 0) return;
  const finalAt = new Date(context.now());
  const operations = admissions.map(
    ({ work, ticket, decision }): AnyBulkWriteOperation<LedgerRecord> => ({
      updateOne: {
        filter: { _id: work.ledgerId, state: 'received' },
        update: {
          $set: {
            state: 'ticket',
            reason: reasonOf(work, decision),
            ticketId: ticket._id,
            ticketNumber: ticket.number,
            finalAt,
            leaseUntil: null,
            owner: null,
            inbound: null,
          },
        },
      },
    }),
  );
  await nativeCollection(Ledger).bulkWrite(operations, { ordered: false });
}

/** Mail from machines is told apart from people's, whatever became of its ticket. */
function reasonOf({ inbound }: Admission['work'], { kind, flow }: Admission['decision']): LedgerReason {
  if (inbound.report) return 'bounce';
  if (inbound.facts.automatic) return 'automatic';
  return kind !== 'joined' && !flow ? 'noFlow' : kind;
}
