import { findCannedRepliesFor } from '@/runtime/store/canned-replies';
import { findCustomer } from '@/runtime/store/customers';
import { readInstallationSettings } from '@/runtime/store/installation-settings';
import { localizedName } from '@/runtime/store/localized-name';
import { readTicket } from './change-ticket';
import { fillCannedReply } from './fill-canned-reply';
import type { Person } from './person';

export interface OfferedCannedReply {
  id: string;
  title: string;
  shortcut: string;
  /** In the customer's language, filled for this ticket and this agent. */
  text: string;
}

/**
 * The canned replies for one ticket: those of its queue and those of every queue, in the ticket's language (else the
 * customer's, else the installation's), ready to be inserted. Errors: DomainError `ticketUnknown`.
 */
export async function offeredCannedReplies(ticketId: string, by: Person): Promise<OfferedCannedReply[]> {
  const ticket = await readTicket(ticketId);
  const [records, customer, installation] = await Promise.all([
    findCannedRepliesFor(ticket.queueId),
    findCustomer(ticket.customerId),
    readInstallationSettings(),
  ]);
  const language = ticket.language ?? customer?.language ?? installation.language;
  const values = {
    'customer.name': customer?.name || ticket.customer.name,
    'ticket.number': String(ticket.number),
    'ticket.subject': ticket.subject,
    'agent.name': by.name,
  };
  return records.map(({ _id, title, shortcut, text }) => ({
    id: _id,
    title,
    shortcut,
    text: fillCannedReply(localizedName(text, language), values),
  }));
}
