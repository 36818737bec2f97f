import { nativeCollection } from '@/runtime/store/define-model';
import { Ledger, type LedgerRecord } from '@/runtime/store/ledger';
import { newId } from '@/runtime/store/new-id';
import type { EngineContext } from './engine-context';
import { type LedgerWork, storedInboundSchema } from './stored-inbound';

/**
 * Claims ledger lines that are not finished and that nobody works on: their process died, or they were written by a
 * process without an engine. The oldest first, so that threads keep their order.
 */
export async function claimLedgerLines(context: EngineContext, limit: number): Promise<LedgerWork[]> {
  const ledger = nativeCollection(Ledger);
  const now = new Date(context.now());
  const free = { state: 'received' as const, leaseUntil: { $lte: now } };
  const due = await ledger
    .find(free)
    .sort({ leaseUntil: 1 })
    .limit(limit)
    .project<{ _id: string }>({ _id: 1 })
    .toArray();
  if (due.length === 0) return [];
  const ids = due.map(({ _id }) => _id);
  const claim = `${context.owner}:${newId(context.now())}`;
  await ledger.updateMany(
    { _id: { $in: ids }, ...free },
    { $set: { owner: claim, leaseUntil: new Date(now.getTime() + context.limits.leaseMs) } },
  );
  const claimed = (await ledger
    .find({ _id: { $in: ids }, owner: claim })
    .sort({ _id: 1 })
    .toArray()) as LedgerRecord[];
  const works: LedgerWork[] = [];
  for (const line of claimed) {
    const inbound = storedInboundSchema.safeParse(line.inbound);
    if (inbound.success) {
      const { _id: ledgerId, channelId, channelKind } = line;
      works.push({ ledgerId, channelId, channelKind, inbound: inbound.data, fresh: false });
    } else {
      await quarantineLine(context, line._id, 'undecodable', inbound.error.message);
    }
  }
  return works;
}

/** A line whose message could not be brought to its ticket: tried again later, in the end laid aside for a person. */
export async function failLedgerLine(
  context: EngineContext,
  ledgerId: string,
  error: unknown,
): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  const line = await nativeCollection(Ledger).findOne({ _id: ledgerId });
  if (line?.state !== 'received') return;
  const attempts = line.attempts + 1;
  context.log.error({ error, ledger: ledgerId, attempts }, 'A message could not be brought to its ticket.');
  if (attempts >= context.limits.maxAttempts) {
    await quarantineLine(context, ledgerId, 'notProcessable', message);
    return;
  }
  const again = new Date(context.now() + Math.min(60_000, 500 * 2 ** (attempts - 1)));
  await nativeCollection(Ledger).updateOne(
    { _id: ledgerId, state: 'received' },
    { $set: { attempts, lastError: message, owner: null, leaseUntil: again } },
  );
}

/** Puts a quarantined line back to be tried again, at a person's request. Tells whether there was such a line. */
export async function releaseFromQuarantine(ledgerId: string, at: Date): Promise<boolean> {
  const result = await nativeCollection(Ledger).updateOne(
    { _id: ledgerId, state: 'quarantined' },
    {
      $set: {
        state: 'received',
        reason: null,
        detail: null,
        finalAt: null,
        attempts: 0,
        owner: null,
        leaseUntil: at,
      },
    },
  );
  return result.modifiedCount > 0;
}

async function quarantineLine(
  context: EngineContext,
  ledgerId: string,
  reason: 'undecodable' | 'notProcessable',
  detail: string,
): Promise<void> {
  await nativeCollection(Ledger).updateOne(
    { _id: ledgerId, state: 'received' },
    {
      $set: {
        state: 'quarantined',
        reason,
        detail: detail.slice(0, 1000),
        finalAt: new Date(context.now()),
        owner: null,
        leaseUntil: null,
      },
    },
  );
}
