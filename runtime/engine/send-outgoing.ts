import type { OutgoingMessage, SendResult } from '@/runtime/channels/channel';
import { type ChannelRecord, findChannel } from '@/runtime/store/channels';
import { nativeCollection } from '@/runtime/store/define-model';
import { type MessageRecord, Messages } from '@/runtime/store/messages';
import { newId } from '@/runtime/store/new-id';
import { Outgoing, type OutgoingRecord } from '@/runtime/store/outgoing';
import { findTicket } from '@/runtime/store/tickets';
import { appendEvents } from './append-event';
import { finishOrder } from './finish-order';
import { recoverLostOrders } from './recover-lost-orders';
import type { SenderContext } from './sender-context';

/**
 * Sends what is due: each order is claimed, given to its channel, and its end is written down. An order whose process died
 * before the content left is simply tried again; after that moment it becomes `unknown` and is not sent a second time
 * unless the channel says that this is harmless. Gives how many were handled.
 */
export async function sendOutgoing(context: SenderContext): Promise<number> {
  await recoverLostOrders(context);
  const claimed = await claim(context);
  await Promise.all(claimed.map((order) => keepLease(context, order, () => sendOne(context, order))));
  return claimed.length;
}

async function claim(context: SenderContext): Promise<OutgoingRecord[]> {
  const outgoing = nativeCollection(Outgoing);
  const now = new Date(context.now());
  const due = await outgoing
    .find({ state: 'queued', dueAt: { $lte: now } })
    .sort({ dueAt: 1 })
    .limit(context.parallel)
    .project<{ _id: string }>({ _id: 1 })
    .toArray();
  if (due.length === 0) return [];
  const ids = due.map(({ _id }) => _id);
  const token = `${context.owner}:${newId(context.now())}`;
  await outgoing.updateMany(
    { _id: { $in: ids }, state: 'queued' },
    {
      $set: {
        state: 'sending',
        owner: token,
        dataStartedAt: null,
        dueAt: new Date(now.getTime() + context.leaseMs),
      },
      $inc: { attempts: 1 },
    },
  );
  const claimed = await outgoing.find({ _id: { $in: ids }, owner: token }).toArray();
  await context.reached('outgoing:claimed');
  return claimed as OutgoingRecord[];
}

/** A slow mail server may take minutes: as long as this process lives, its orders stay its own. */
async function keepLease(
  context: SenderContext,
  order: OutgoingRecord,
  send: () => Promise<void>,
): Promise<void> {
  const renewing = setInterval(() => {
    nativeCollection(Outgoing)
      .updateOne(
        { _id: order._id, state: 'sending', owner: order.owner },
        { $set: { dueAt: new Date(context.now() + context.leaseMs) } },
      )
      .catch((error: unknown) =>
        context.log.warn(
          { error, outgoing: order._id },
          'The lease of a message being sent was not renewed.',
        ),
      );
  }, context.leaseMs / 3);
  try {
    await send();
  } finally {
    clearInterval(renewing);
  }
}

async function sendOne(context: SenderContext, order: OutgoingRecord): Promise<void> {
  const kind = context.kinds.get(order.channelKind);
  let dataStarted = false;
  let result: SendResult;
  try {
    const prepared = await prepare(order);
    await tellFlow(context, order);
    if (!kind || !prepared) {
      result = {
        state: 'failed',
        reason: kind ? 'The channel or the ticket is gone.' : 'No such kind of channel.',
      };
    } else {
      result = await kind.send(
        {
          ...prepared,
          async beforeData() {
            await nativeCollection(Outgoing).updateOne(
              { _id: order._id, owner: order.owner },
              { $set: { dataStartedAt: new Date(context.now()) } },
            );
            await context.reached('outgoing:dataStarted');
            dataStarted = true;
          },
        },
        context.hostFor(order.channelKind),
      );
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    context.log.error({ error, outgoing: order._id }, 'A message could not be sent.');
    const repeatable = kind?.capabilities.repeatableSend ?? false;
    result = { state: dataStarted && !repeatable ? 'unknown' : 'deferred', reason };
  }
  await context.reached('outgoing:sent');
  await finishOrder(context, order, result);
}

/** From now on the message cannot be taken back: the flow of whoever was done with the ticket by it may go on. */
async function tellFlow(
  context: SenderContext,
  { _id, ticketId, endsHandoffBy }: OutgoingRecord,
): Promise<void> {
  if (!endsHandoffBy) return;
  const ticket = await findTicket(ticketId);
  if (!ticket?.executionId) return;
  const at = context.now();
  const event = {
    type: 'handoffEnded',
    id: `handoff:${_id}`,
    at,
    reason: 'closed',
    by: endsHandoffBy,
  } as const;
  await appendEvents({ now: () => at }, [{ executionId: ticket.executionId, event }]);
}

async function prepare(order: OutgoingRecord): Promise<Omit<OutgoingMessage, 'beforeData'> | null> {
  const [channel, message, ticket] = await Promise.all([
    findChannel(order.channelId),
    nativeCollection(Messages).findOne({ _id: order.messageRecordId }) as Promise<MessageRecord | null>,
    findTicket(order.ticketId),
  ]);
  if (!channel || !message || !ticket) return null;
  return {
    key: order._id,
    channel: channel as ChannelRecord,
    message,
    ticket,
    purpose: order.purpose,
    answered: await findAnswered(message),
    attachOriginal: order.attachOriginal,
    delivered: order.delivered ?? [],
    attempts: order.attempts - 1,
  };
}

async function findAnswered(message: MessageRecord): Promise<MessageRecord | null> {
  if (message.inReplyTo === null) return null;
  const answered = await nativeCollection(Messages).findOne({
    messageId: message.inReplyTo,
    ticketId: message.ticketId,
  });
  return answered as MessageRecord | null;
}
