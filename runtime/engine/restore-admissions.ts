import { findReceived } from '@/runtime/store/ledger';
import { findMessagesById, type MessageRecord } from '@/runtime/store/messages';
import { findTicketsById, type TicketRecord } from '@/runtime/store/tickets';
import type { Admission } from './admit-messages';
import type { EngineContext } from './engine-context';
import { loadCustomers } from './find-customers';
import { putBack } from './leave-for-later';
import { openedTicketRecord, startedExecutionRecord } from './message-records';
import { failLedgerLine } from './redrive-ledger';
import type { LedgerWork } from './stored-inbound';

/** Messages that a former attempt stored: their decisions stand. */
export async function findDecided(works: LedgerWork[]): Promise<MessageRecord[]> {
  const repeated = works.filter((work) => !work.fresh).map((work) => work.ledgerId);
  return repeated.length === 0 ? [] : findMessagesById(repeated);
}

/**
 * Rebuilds what follows from stored decisions, in the order of the works. A message may have been decided to join a ticket that
 * its worker did not live to store: it comes along where that one is restored too, else it is left for later.
 */
export async function restoreAdmissions(
  context: EngineContext,
  works: LedgerWork[],
  messages: MessageRecord[],
): Promise<Admission[]> {
  if (messages.length === 0) return [];
  const decided = new Map(messages.map((message) => [message._id, message]));
  const [tickets, customers] = await Promise.all([
    findTicketsById(messages.map((message) => message.ticketId)),
    loadCustomers(messages.map((message) => message.customerId)),
  ]);
  const stored = new Map(tickets.map((ticket) => [ticket._id, ticket]));
  const opened = new Map<string, TicketRecord>();
  const early: MessageRecord[] = [];
  const admissions = works.flatMap((work): Admission[] => {
    const message = decided.get(work.ledgerId);
    const customer = message && customers.get(message.customerId);
    if (!message) return [];
    if (!message.decision || !customer) {
      throw new Error(`Message ${message._id} has lost its ${customer ? 'decision' : 'customer'}.`);
    }
    const { decision, ticketId } = message;
    if (decision.kind === 'opened' && !stored.has(ticketId))
      opened.set(ticketId, openedTicketRecord(work, customer, 0));
    const ticket = stored.get(ticketId) ?? opened.get(ticketId);
    if (!ticket) {
      early.push(message);
      return [];
    }
    const started = decision.flow ? startedExecutionRecord(context, message, decision.flow) : null;
    return [{ work, message, decision, customer, ticket, started, stored: stored.has(ticketId) }];
  });
  await leaveEarly(context, early);
  return admissions;
}

/** A ticket has the id of the line that opens it: while that one is on its way, its ticket is. */
async function leaveEarly(context: EngineContext, early: MessageRecord[]): Promise<void> {
  if (early.length === 0) return;
  const received = await findReceived([...new Set(early.map(({ ticketId }) => ticketId))]);
  const onTheirWay = new Set(received.map(({ ledgerId }) => ledgerId));
  const waiting = early.filter(({ ticketId }) => onTheirWay.has(ticketId));
  if (waiting.length > 0)
    await putBack(
      waiting.map(({ _id }) => _id),
      context.now(),
    );
  for (const { _id, ticketId } of early.filter((message) => !onTheirWay.has(message.ticketId)))
    await failLedgerLine(context, _id, new Error(`Ticket ${ticketId} is not there.`));
}
