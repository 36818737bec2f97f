import type { SendResult } from '@/runtime/channels/channel';
import { nativeCollection } from '@/runtime/store/define-model';
import { appendLiveEvents } from '@/runtime/store/live-events';
import { Messages } from '@/runtime/store/messages';
import { Outgoing, type OutgoingRecord } from '@/runtime/store/outgoing';
import type { SenderContext } from './sender-context';

/** Writes down what became of one attempt: at the message, at the order, and for whoever is watching. */
export async function finishOrder(
  context: SenderContext,
  order: OutgoingRecord,
  result: SendResult,
): Promise<void> {
  const now = new Date(context.now());
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
  const changes =
    state === 'queued'
      ? {
          state: 'queued' as const,
          attempts: untried ? order.attempts - 1 : order.attempts,
          owner: null,
          lastError: reason,
          delivered,
          dueAt: new Date(now.getTime() + pauseAfter(order, result)),
        }
      : {
          state,
          owner: null,
          lastError: reason,
          receipt: result.state === 'sent' ? result.receipt : null,
          finalAt: now,
        };
  // The message first: an order that is still `sending` is found by whoever comes after a crash, a finished one is not.
  if (!untried) {
    await nativeCollection(Messages).updateOne(
      // A bounce may be faster than this.
      { _id: order.messageRecordId, delivery: { $ne: 'bounced' } },
      {
        $set: {
          delivery: state === 'queued' ? 'pending' : state,
          deliveryDetail: reason ?? refusalsOf(result),
          ...(state === 'sent' ? { sentAt: now } : {}),
        },
      },
    );
    await context.reached('outgoing:told');
  }
  const written = await nativeCollection(Outgoing).updateOne(
    { _id: order._id, state: 'sending', owner: order.owner },
    { $set: changes },
  );
  if (written.matchedCount === 0 || untried) return;
  await appendLiveEvents(
    [
      { topic: 'outgoing', key: order._id, data: { state, ticketId: order.ticketId } },
      { topic: 'ticket', key: order.ticketId, data: { change: 'delivery', state } },
    ],
    now,
  );
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
