import { newestToAnswer } from './newest-messages';
import type { TicketDetail } from './use-ticket-actions';

type Party = { name: string; address: string };

/** Whoever wrote last, else the customer; never the machine that sent mail back. */
export function replyTo(ticket: TicketDetail): string[] {
  const newest = newestToAnswer(ticket);
  return [newest?.from.address || ticket.customer.address].filter(Boolean);
}

/** Everybody else of the last message: who was written to beside us, and who got a copy. */
export function othersOf(ticket: TicketDetail, own: string[]): string[] {
  const newest = newestToAnswer(ticket);
  if (!newest) return [];
  const left = new Set([...replyTo(ticket), ...own].map((address) => address.toLowerCase()));
  const others = [...newest.to, ...newest.cc].filter(({ address }: Party) => {
    const key = withoutTag(address.toLowerCase());
    if (address === '' || left.has(key) || left.has(address.toLowerCase())) return false;
    left.add(address.toLowerCase());
    return true;
  });
  return others.map(({ address }) => address);
}

/** `service+tag@example.org` is `service@example.org`. */
function withoutTag(address: string): string {
  return address.replace(/\+[^@]*@/, '@');
}
