import type { ChatLine } from '@/runtime/channels/chat/chat-protocol';
import { type TicketRecord, Tickets } from '@/runtime/store/tickets';
import type { Visitor } from './open-chat';

/** The ticket that a visitor writes in. */
export async function ticketOf(visitor: Visitor): Promise<TicketRecord> {
  const { state } = await visitor.history();
  const ticket = await Tickets.findOne({ number: state.number }).lean<TicketRecord>().exec();
  if (!ticket) throw new Error('The visitor has no ticket.');
  return ticket;
}

/** Who said what, in order. */
export const texts = (lines: ChatLine[]) => lines.map(({ from, text }) => `${from}: ${text}`);
