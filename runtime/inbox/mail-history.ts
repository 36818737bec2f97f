import { type DeliveryReported, findReportedOfTicket, type ReportedMessage } from '@/runtime/store/messages';

/** What another mail server said about a message of ours. */
export interface MailHistoryEntry {
  by: 'mail';
  at: Date;
  reported: DeliveryReported;
  /** Whom it was meant for. */
  addresses: string[];
}

/** That mail of this ticket came back, or is late, in any order. */
export async function readMailHistory(ticketId: string): Promise<MailHistoryEntry[]> {
  const messages = await findReportedOfTicket(ticketId);
  return messages.map((message) => ({
    by: 'mail',
    // Messages of before the time was kept tell when they were written.
    at: message.reportedAt ?? message.at,
    reported: message.reported,
    addresses: concerned(message),
  }));
}

/** Of several recipients those that the report names. */
function concerned({ to, cc, deliveryDetail }: ReportedMessage): string[] {
  const all = [...to, ...cc].map(({ address }) => address);
  const told = (deliveryDetail ?? '').toLowerCase();
  const named = all.filter((address) => told.includes(address.toLowerCase()));
  return named.length > 0 ? named : all;
}
