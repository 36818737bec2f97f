import { nativeCollection } from '@/runtime/store/define-model';
import { Messages } from '@/runtime/store/messages';
import { Outgoing, type OutgoingRecord } from '@/runtime/store/outgoing';
import { finishOrders, type OrderEnd } from './finish-orders';
import type { SenderContext } from './sender-context';

/** Orders whose lease has ended while `sending`: their process is gone. */
export async function recoverLostOrders(context: SenderContext): Promise<void> {
  const now = new Date(context.now());
  const lost = (await nativeCollection(Outgoing)
    .find({ state: 'sending', dueAt: { $lte: now } })
    .limit(100)
    .toArray()) as OutgoingRecord[];
  const ended = await endsWritten(lost);
  const ends: OrderEnd[] = [];
  for (const order of lost) {
    const end = ended.get(order.messageRecordId);
    if (end) {
      await nativeCollection(Outgoing).updateOne(
        { _id: order._id, state: 'sending', owner: order.owner },
        { $set: { ...end, owner: null, finalAt: now } },
      );
      continue;
    }
    const repeatable = context.kinds.get(order.channelKind)?.capabilities.repeatableSend ?? false;
    if (order.dataStartedAt === null || repeatable) {
      await nativeCollection(Outgoing).updateOne(
        { _id: order._id, state: 'sending', owner: order.owner },
        { $set: { state: 'queued', owner: null, dueAt: now } },
      );
    } else {
      ends.push({ order, result: { state: 'unknown', reason: 'The answer of the mail server was lost.' } });
    }
  }
  if (ends.length > 0) await finishOrders(context, ends);
}

/** How those ended whose process died between telling the message and telling the order. */
async function endsWritten(
  orders: OutgoingRecord[],
): Promise<Map<string, Pick<OutgoingRecord, 'state' | 'lastError'>>> {
  if (orders.length === 0) return new Map();
  const messages = await nativeCollection(Messages)
    .find({
      _id: { $in: orders.map(({ messageRecordId }) => messageRecordId) },
      delivery: { $in: ['sent', 'failed', 'bounced'] },
    })
    .project<{ _id: string; delivery: string; deliveryDetail: string | null }>({
      delivery: 1,
      deliveryDetail: 1,
    })
    .toArray();
  return new Map(
    messages.map(({ _id, delivery, deliveryDetail }) => [
      _id,
      // What came back had been sent.
      delivery === 'failed'
        ? { state: 'failed', lastError: deliveryDetail }
        : { state: 'sent', lastError: null },
    ]),
  );
}
