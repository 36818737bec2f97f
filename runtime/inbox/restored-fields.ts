import type { TicketChangeRecord } from '@/runtime/store/ticket-changes';
import type { TicketRecord } from '@/runtime/store/tickets';

/** The fields of a ticket as they were before a change: only those that are still as the change left them. */
export function restoredFields(
  ticket: TicketRecord,
  { before, after }: Pick<TicketChangeRecord, 'before' | 'after'>,
): Partial<TicketRecord> {
  const current = new Map<string, unknown>(Object.entries(ticket));
  const untouched = Object.keys(before).filter((name) => same(current.get(name), after[name]));
  // Written by changeTicket from a ticket, so these are its fields.
  return Object.fromEntries(untouched.map((name) => [name, before[name]])) as Partial<TicketRecord>;
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
