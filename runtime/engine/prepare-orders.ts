import type { OutgoingMessage } from '@/runtime/channels/channel';
import { findChannelsById } from '@/runtime/store/channels';
import { findMessagesById, findMessagesOfTickets, type MessageRecord } from '@/runtime/store/messages';
import type { OutgoingRecord } from '@/runtime/store/outgoing';
import { findTicketsById } from '@/runtime/store/tickets';

export type PreparedOrder = Omit<OutgoingMessage, 'beforeData'>;

/** Brings what orders refer to, with four queries for all of them; by order id. Orders whose channel or ticket is gone are left out. */
export async function prepareOrders(orders: OutgoingRecord[]): Promise<Map<string, PreparedOrder>> {
  const [channels, messages, tickets] = await Promise.all([
    byId(findChannelsById, orders, ({ channelId }) => channelId),
    byId(findMessagesById, orders, ({ messageRecordId }) => messageRecordId),
    byId(findTicketsById, orders, ({ ticketId }) => ticketId),
  ]);
  const answered = await findAnswered([...messages.values()]);
  const prepared = new Map<string, PreparedOrder>();
  for (const order of orders) {
    const channel = channels.get(order.channelId);
    const message = messages.get(order.messageRecordId);
    const ticket = tickets.get(order.ticketId);
    if (!channel || !message || !ticket) continue;
    prepared.set(order._id, {
      key: order._id,
      channel,
      message,
      ticket,
      purpose: order.purpose,
      answered: answered.get(answerKey(message.ticketId, message.inReplyTo)) ?? null,
      attachOriginal: order.attachOriginal,
      delivered: order.delivered ?? [],
      attempts: order.attempts - 1,
    });
  }
  return prepared;
}

async function byId<Stored extends { _id: string }>(
  find: (ids: string[]) => Promise<Stored[]>,
  orders: OutgoingRecord[],
  idOf: (order: OutgoingRecord) => string,
): Promise<Map<string, Stored>> {
  const found = await find([...new Set(orders.map(idOf))]);
  return new Map(found.map((stored) => [stored._id, stored]));
}

/** The messages that others answer, by ticket and id. */
async function findAnswered(messages: MessageRecord[]): Promise<Map<string, MessageRecord>> {
  const answering = messages.filter(({ inReplyTo }) => inReplyTo !== null);
  if (answering.length === 0) return new Map();
  const found = await findMessagesOfTickets(
    answering.map(({ ticketId }) => ticketId),
    answering.flatMap(({ inReplyTo }) => inReplyTo ?? []),
  );
  return new Map(found.map((message) => [answerKey(message.ticketId, message.messageId), message]));
}

function answerKey(ticketId: string, messageId: string | null): string {
  return `${ticketId}\n${messageId ?? ''}`;
}
