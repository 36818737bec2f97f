import type { SendResult } from '@/runtime/channels/channel';
import { nativeCollection } from '@/runtime/store/define-model';
import { appendLiveEvents, type LiveEvent } from '@/runtime/store/live-events';
import { Messages } from '@/runtime/store/messages';
import { Outgoing, type OutgoingRecord } from '@/runtime/store/outgoing';
import type { SenderContext } from './sender-context';

/** What one attempt to send came to. */
export interface OrderEnd {
  order: OutgoingRecord;
  result: SendResult;
}

/** Writes down what became of attempts: at the messages, at the orders, and for whoever is watching. */
export async function finishOrders(context: SenderContext, ends: OrderEnd[]): Promise<void> {
  const now = new Date(context.now());
  const outcomes = ends.map((end) => outcomeOf(context, end));
  const told = outcomes.filter(({ untried }) => !untried);
  // The messages first: an order that is still `sending` is found by whoever comes after a crash, a finished one is not.
  if (told.length > 0) {
    await nativeCollection(Messages).bulkWrite(
      told.map(({ order, state, detail }) => ({
        updateOne: {
          // A bounce may be faster than this.
          filter: { _id: order.messageRecordId, delivery: { $ne: 'bounced' } },
          update: {
            $set: {
              delivery: state === 'queued' ? 'pending' : state,
              deliveryDetail: detail,
              ...(state === 'sent' ? { sentAt: now } : {}),
            },
          },
        },
      })),
      { ordered: false },
    );
    await context.reached('outgoing:told');
  }
  const written = await nativeCollection(Outgoing).bulkWrite(
    outcomes.map((outcome) => ({
      updateOne: {
        filter: { _id: outcome.order._id, state: 'sending', owner: outcome.order.owner },
        update: { $set: changesOf(outcome, now) },
      },
    })),
    { ordered: false },
  );
  const ours = written.matchedCount === outcomes.length ? told : await stillOurs(told);
  await appendLiveEvents(
    ours.flatMap(({ order, state }): LiveEvent[] => [
      { topic: 'outgoing', key: order._id, data: { state, ticketId: order.ticketId } },
      { topic: 'ticket', key: order.ticketId, data: { change: 'delivery', state } },
    ]),
    now,
  );
}

interface Outcome extends OrderEnd {
  state: 'queued' | 'sent' | 'failed' | 'unknown';
  /** Nothing was attempted. */
  untried: boolean;
  /** Why it did not arrive, or not yet. */
  reason: string | null;
  /** What is told at the message. */
  detail: string | null;
  /** Recipients who have it while others are tried again. */
  delivered: string[];
}

function outcomeOf(context: SenderContext, { order, result }: OrderEnd): Outcome {
  const untried = result.state === 'deferred' && result.untried === true;
  const spent = result.state === 'deferred' && !untried && order.attempts >= context.maxAttempts;
  const delivered = [
    ...(order.delivered ?? []),
    ...(result.state === 'deferred' ? (result.delivered ?? []) : []),
  ];
  // Given up for some of several recipients: the others have it.
  const given = delivered.length > 0 ? 'sent' : 'failed';
  const state = result.state === 'deferred' ? (spent ? given : 'queued') : result.state;
  const reason = result.state === 'sent' ? null : result.reason;
  return { order, result, state, untried, reason, detail: reason ?? refusalsOf(result), delivered };
}

function changesOf(
  { order, result, state, untried, reason, delivered }: Outcome,
  now: Date,
): Partial<OutgoingRecord> {
  if (state !== 'queued') {
    const receipt = result.state === 'sent' ? result.receipt : null;
    return { state, owner: null, lastError: reason, receipt, finalAt: now };
  }
  return {
    state,
    attempts: untried ? order.attempts - 1 : order.attempts,
    owner: null,
    lastError: reason,
    delivered,
    dueAt: new Date(now.getTime() + pauseAfter(order, result)),
  };
}

/** Another process has taken some of them over, because their lease had ended: it tells what becomes of those. */
async function stillOurs(outcomes: Outcome[]): Promise<Outcome[]> {
  const stored = await nativeCollection(Outgoing)
    .find({ _id: { $in: outcomes.map(({ order }) => order._id) } })
    .project<{ _id: string; state: string }>({ state: 1 })
    .toArray();
  const states = new Map(stored.map(({ _id, state }) => [_id, state]));
  return outcomes.filter(({ order, state }) => states.get(order._id) === state);
}

/** Some of several recipients may have been refused: that is told at the message, though the others have it. */
function refusalsOf(result: SendResult): string | null {
  return result.state === 'sent' && result.refused && result.refused.length > 0
    ? result.refused.join('\n')
    : null;
}

/** One, two, four ... minutes, at most an hour, unless the transport named a time. */
function pauseAfter(order: OutgoingRecord, result: SendResult): number {
  if (result.state === 'deferred' && result.retryAfterMs !== undefined) return result.retryAfterMs;
  return Math.min(3_600_000, 60_000 * 2 ** Math.min(order.attempts - 1, 6));
}
