import type { AnyBulkWriteOperation } from 'mongodb';
import { type CustomerRecord, Customers } from '@/runtime/store/customers';
import { nativeCollection } from '@/runtime/store/define-model';
import { Executions } from '@/runtime/store/executions';
import type { MessageRecord } from '@/runtime/store/messages';
import { type TicketRecord, Tickets } from '@/runtime/store/tickets';
import type { Admission } from './admit-messages';
import { appendEvents } from './append-event';
import type { EngineContext } from './engine-context';
import type { InstallationSnapshot } from './environment-source';
import { countInto } from './find-customers';
import { insertNew } from './insert-new';
import { type MessageNews, newsOf } from './message-news';
import { messageEvent, snippetOf } from './message-records';
import { reopenedFields, rerouteMessage } from './reroute-message';

const counted = 50;

/**
 * Carries decisions out: new tickets and executions are inserted (left alone where they exist), counts and events are
 * added where they were not added before. Every write can be repeated.
 */
export async function applyAdmissions(context: EngineContext, admissions: Admission[]): Promise<void> {
  const others = admissions.filter(({ decision }) => decision.kind !== 'opened');
  await insertStarted(admissions);
  await context.reached('admit:executionsStored');
  await Promise.all([insertOpened(admissions), write(Customers, admissions.flatMap(countTicket))]);
  await context.reached('admit:ticketsStored');
  if (others.length === 0) return;
  const joins = await Promise.all(others.map((admission) => joinTicket(context, admission)));
  await write(Tickets, joins.flat());
  await context.reached('admit:joined');
  for (const admission of await appendToExecutions(context, others)) {
    Object.assign(admission, await rerouteMessage(context, admission.message, admission.customer));
  }
}

/** Executions first: a ticket that bears what its flow decided must never be there without the tape that says why. */
async function insertStarted(admissions: Admission[]): Promise<void> {
  const starting = admissions.filter(({ started }) => started !== null);
  const existing = await insertNew(
    nativeCollection(Executions),
    starting.flatMap(({ started, loaded }) => loaded?.ahead?.committed.execution ?? started ?? []),
  );
  // Executions that exist already are driven by whoever holds them; this process must not walk a copy.
  for (const index of existing) {
    const admission = starting[index];
    if (!admission) continue;
    admission.started = null;
    delete admission.loaded;
  }
}

async function insertOpened(admissions: Admission[]): Promise<void> {
  const opened = admissions.filter(({ decision }) => decision.kind === 'opened');
  const existing = await insertNew(
    nativeCollection(Tickets),
    opened.map(({ ticket, loaded }) => loaded?.ahead?.ticket ?? ticket),
  );
  for (const [index, { loaded }] of opened.entries()) {
    if (loaded?.ahead && !existing.has(index)) loaded.ahead.ticketDone = true;
  }
}

/** A ticket that no flow takes stands in the fallback queue from the beginning. */
export function prepareTicket(
  context: EngineContext,
  { decision, ticket }: Admission,
  installation: InstallationSnapshot,
): void {
  if (decision.kind !== 'opened') return;
  ticket.executionId = decision.executionId;
  ticket.flowId = decision.flow?.flowId ?? null;
  if (decision.flow || !installation.fallbackQueue) return;
  ticket.state = 'open';
  ticket.queueId = installation.fallbackQueue._id;
  ticket.queuedAt = new Date(context.now());
  ticket.reason = 'noFlow';
}

/** A customer that came with this very message was stored with it counted. */
function countTicket({
  customer,
  ticket,
  decision,
  message,
}: Admission): AnyBulkWriteOperation<CustomerRecord>[] {
  if (decision.kind !== 'opened') {
    return [{ updateOne: { filter: { _id: customer._id }, update: { $max: { lastSeenAt: message.at } } } }];
  }
  if (customer._id === message._id) return [];
  countInto(customer, ticket._id);
  return [
    {
      updateOne: {
        filter: { _id: customer._id, countedTickets: { $ne: ticket._id } },
        update: {
          $inc: { ticketCount: 1 },
          $max: { lastSeenAt: message.at },
          $push: { countedTickets: { $each: [ticket._id], $slice: -counted } },
        },
      },
    },
  ];
}

async function joinTicket(
  context: EngineContext,
  admission: Admission,
): Promise<AnyBulkWriteOperation<TicketRecord>[]> {
  const { ticket, message, decision, work } = admission;
  const now = new Date(context.now());
  const news = newsOf(message.facts, work.inbound.report);
  const newest = { updatedAt: now, ...newestFields(message, news) };
  const reopened =
    decision.kind === 'reopened' ? await reopenedFields(context, decision, ticket.queueId) : {};
  const unreadMore = news === 'quiet' ? 0 : 1;
  // The flow walks on with the ticket as it is now, not as it was found.
  const { messageCount, unread } = ticket;
  const more = { messageCount: messageCount + 1, unread: unread + unreadMore };
  admission.ticket = { ...ticket, ...newest, ...reopened, ...more };
  const join: AnyBulkWriteOperation<TicketRecord> = {
    updateOne: {
      filter: { _id: ticket._id, countedMessages: { $ne: message._id } },
      update: {
        $set: { ...newest, ...reopened },
        $inc: { messageCount: 1, unread: unreadMore },
        $push: { countedMessages: { $each: [message._id], $slice: -counted } },
      },
    },
  };
  const wake: AnyBulkWriteOperation<TicketRecord> = {
    updateOne: {
      filter: { _id: ticket._id, state: 'parked' },
      update: { $set: { state: 'open', parkedUntil: null } },
    },
  };
  // What a machine sent is no answer: what was put aside until the customer writes stays there.
  const isAnswer = !message.automatic || news === 'returned';
  return decision.kind === 'joined' && isAnswer ? [join, wake] : [join];
}

/**
 * The line of a list tells what the customer wrote last, and where he is answered: no machine's text takes its place. Mail
 * that came back moves the ticket up, since somebody has to act upon it.
 */
function newestFields(message: MessageRecord, news: MessageNews): Partial<TicketRecord> {
  if (news === 'quiet') return {};
  if (news === 'returned') return { lastMessageAt: message.at };
  return {
    lastMessageAt: message.at,
    lastInboundAt: message.at,
    snippet: snippetOf(message.text),
    channelId: message.channelId,
    channelKind: message.channelKind,
  };
}

/** Gives those whose execution had ended before the event reached it. */
async function appendToExecutions(context: EngineContext, admissions: Admission[]): Promise<Admission[]> {
  const appended = admissions.filter(
    ({ decision, work }) => decision.executionId !== null && decision.executionId !== work.ledgerId,
  );
  const missed = await appendEvents(
    context,
    appended.map(({ decision, message }) => ({
      executionId: decision.executionId ?? '',
      event: messageEvent(message),
    })),
  );
  return appended.filter((_, index) => missed.has(index));
}

async function write<Stored extends { _id: string }>(
  model: Parameters<typeof nativeCollection<Stored>>[0],
  operations: AnyBulkWriteOperation<Stored>[],
): Promise<void> {
  if (operations.length > 0) await nativeCollection(model).bulkWrite(operations, { ordered: true });
}
