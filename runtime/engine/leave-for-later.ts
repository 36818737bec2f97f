import { nativeCollection } from '@/runtime/store/define-model';
import { findReceivedByMessageId, Ledger } from '@/runtime/store/ledger';
import { timeOfId } from '@/runtime/store/new-id';
import type { EngineContext } from './engine-context';
import type { LedgerWork } from './stored-inbound';
import { referredMessages } from './thread-index';

/** A message waits so long, milliseconds, for another that has no ticket yet; after that it stands for itself. */
const PATIENCE_MS = 10_000;
const PAUSE_MS = 100;

/**
 * A message may refer to one that came just before it and that another worker is about to bring onto its ticket. Those are put
 * back for a moment, so that they find that ticket instead of opening a second one. Gives the others.
 */
export async function leaveForLater(context: EngineContext, works: LedgerWork[]): Promise<LedgerWork[]> {
  const referring = works.filter(
    (work) => referredMessages(work).length > 0 && context.now() - timeOfId(work.ledgerId) < PATIENCE_MS,
  );
  if (referring.length === 0) return works;
  const own = new Set(works.map(({ ledgerId }) => ledgerId));
  const underWay = new Map<string, string>();
  for (const { ledgerId, messageId } of await findReceivedByMessageId([
    ...new Set(referring.flatMap(referredMessages)),
  ])) {
    if (!own.has(ledgerId)) underWay.set(messageId, ledgerId);
  }
  const early = new Set(
    referring.filter((work) =>
      // Only for older ones: two that refer to each other do not wait for each other.
      referredMessages(work).some((id) => (underWay.get(id) ?? work.ledgerId) < work.ledgerId),
    ),
  );
  if (early.size === 0) return works;
  await nativeCollection(Ledger).updateMany(
    { _id: { $in: [...early].map(({ ledgerId }) => ledgerId) }, state: 'received' },
    { $set: { owner: null, leaseUntil: new Date(context.now() + PAUSE_MS) } },
  );
  return works.filter((work) => !early.has(work));
}
