import { nativeCollection } from '@/runtime/store/define-model';
import { findReceived, findReceivedByMessageId, Ledger } from '@/runtime/store/ledger';
import { timeOfId } from '@/runtime/store/new-id';
import type { EngineContext } from './engine-context';
import type { LedgerWork } from './stored-inbound';
import { referredMessages } from './thread-index';

/**
 * How long a message waits, milliseconds, for another that could not be brought to its ticket when it was tried; after that
 * it stands for itself. One that nobody has tried to the end is waited for as long as it takes: its worker died, or is busy.
 */
const PATIENCE_MS = 10_000;
const SHORTEST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2000;

/**
 * A message may refer to one that came just before it and that another worker is about to bring onto its ticket, or follow
 * one in the same conversation. Those are put back for a moment, so that they find that ticket instead of opening a second
 * one, and come to it in their order. Gives the others.
 */
export async function leaveForLater(context: EngineContext, works: LedgerWork[]): Promise<LedgerWork[]> {
  const later = works.filter((work) => referredMessages(work).length > 0 || work.inbound.follows !== null);
  if (later.length === 0) return works;
  const awaited = await findAwaited(later, context.now());
  // This batch is decided in its order: what comes before in it, and is not left for later itself, need not be waited for.
  const before = new Set<string>();
  const early: string[] = [];
  for (const { ledgerId } of works) {
    if ((awaited.get(ledgerId) ?? []).some((id) => !before.has(id))) early.push(ledgerId);
    else before.add(ledgerId);
  }
  if (early.length === 0) return works;
  await putBack(early, context.now());
  return works.filter(({ ledgerId }) => before.has(ledgerId));
}

/** Frees lines to be taken again in a moment: the longer they wait already, the rarer they are looked at. */
export async function putBack(ids: string[], now: number): Promise<void> {
  const oldest = Math.min(...ids.map(timeOfId));
  const pause = Math.min(LONGEST_PAUSE_MS, Math.max(SHORTEST_PAUSE_MS, (now - oldest) / 4));
  await nativeCollection(Ledger).updateMany(
    { _id: { $in: ids }, state: 'received' },
    { $set: { owner: null, leaseUntil: new Date(now + pause) } },
  );
}

/** For every message the lines without a ticket that it comes after. */
async function findAwaited(works: LedgerWork[], now: number): Promise<Map<string, string[]>> {
  const referred = [...new Set(works.flatMap(referredMessages))];
  const followed = [...new Set(works.flatMap(({ inbound }) => inbound.follows ?? []))];
  const [byMessageId, byId] = await Promise.all([
    referred.length > 0 ? findReceivedByMessageId(referred) : [],
    followed.length > 0 ? findReceived(followed) : [],
  ]);
  const lineOfMessage = new Map(byMessageId.map((line) => [line.messageId, line]));
  const lineOf = new Map(byId.map((line) => [line.ledgerId, line]));
  return new Map(
    works.map((work) => {
      const { ledgerId, inbound } = work;
      const isPatient = now - timeOfId(ledgerId) < PATIENCE_MS;
      // Only older ones: two that refer to each other do not wait for each other.
      const lines = referredMessages(work)
        .flatMap((id) => lineOfMessage.get(id) ?? [])
        .filter((line) => line.ledgerId < ledgerId);
      const before = inbound.follows === null ? undefined : lineOf.get(inbound.follows);
      const awaited = [...lines, ...(before ? [before] : [])];
      return [
        ledgerId,
        awaited.filter(({ attempts }) => attempts === 0 || isPatient).map((line) => line.ledgerId),
      ];
    }),
  );
}
