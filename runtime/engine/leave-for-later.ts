import { nativeCollection } from '@/runtime/store/define-model';
import { findReceived, findReceivedByMessageId, Ledger } from '@/runtime/store/ledger';
import { timeOfId } from '@/runtime/store/new-id';
import type { EngineContext } from './engine-context';
import type { LedgerWork } from './stored-inbound';
import { referredMessages } from './thread-index';

/**
 * How much longer than a lease a message waits, milliseconds, for another that has no ticket yet; after that it stands for
 * itself. Longer than the lease: the other one's worker may have died, and the next one needs a moment for it.
 */
const PATIENCE_MS = 10_000;
const PAUSE_MS = 100;

/**
 * A message may refer to one that came just before it and that another worker is about to bring onto its ticket, or follow
 * one in the same conversation. Those are put back for a moment, so that they find that ticket instead of opening a second
 * one, and come to it in their order. Gives the others.
 */
export async function leaveForLater(context: EngineContext, works: LedgerWork[]): Promise<LedgerWork[]> {
  const patience = context.limits.leaseMs + PATIENCE_MS;
  const later = works.filter(
    (work) =>
      (referredMessages(work).length > 0 || work.inbound.follows !== null) &&
      context.now() - timeOfId(work.ledgerId) < patience,
  );
  if (later.length === 0) return works;
  const underWay = await findUnderWay(later);
  // This batch is decided in its order: what comes before in it, and is not left for later itself, need not be waited for.
  const before = new Set<string>();
  const early = new Set<string>();
  for (const { ledgerId } of works) {
    const waits = (underWay.get(ledgerId) ?? []).some((id) => !before.has(id));
    (waits ? early : before).add(ledgerId);
  }
  if (early.size === 0) return works;
  await nativeCollection(Ledger).updateMany(
    { _id: { $in: [...early] }, state: 'received' },
    { $set: { owner: null, leaseUntil: new Date(context.now() + PAUSE_MS) } },
  );
  return works.filter(({ ledgerId }) => !early.has(ledgerId));
}

/** For every message the lines without a ticket that it comes after. */
async function findUnderWay(works: LedgerWork[]): Promise<Map<string, string[]>> {
  const referred = [...new Set(works.flatMap(referredMessages))];
  const followed = [...new Set(works.flatMap(({ inbound }) => inbound.follows ?? []))];
  const [byMessageId, received] = await Promise.all([
    referred.length > 0 ? findReceivedByMessageId(referred) : [],
    followed.length > 0 ? findReceived(followed) : new Set<string>(),
  ]);
  const lineOf = new Map(byMessageId.map(({ messageId, ledgerId }) => [messageId, ledgerId]));
  return new Map(
    works.map((work) => {
      const { follows } = work.inbound;
      // Only older ones: two that refer to each other do not wait for each other.
      const lines = referredMessages(work)
        .flatMap((id) => lineOf.get(id) ?? [])
        .filter((id) => id < work.ledgerId);
      if (follows !== null && received.has(follows)) lines.push(follows);
      return [work.ledgerId, lines];
    }),
  );
}
