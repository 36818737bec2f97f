import type { CustomerRecord } from '@/runtime/store/customers';
import { nativeCollection } from '@/runtime/store/define-model';
import { type ExecutionRecord, Executions } from '@/runtime/store/executions';
import { type MessageDecision, type MessageRecord, Messages } from '@/runtime/store/messages';
import { findTicket, type TicketRecord, Tickets } from '@/runtime/store/tickets';
import { chooseFlow } from './choose-flow';
import type { EngineContext } from './engine-context';
import { hydrateFacts } from './hydrate-facts';
import { insertNew } from './insert-new';
import { newsOf } from './message-news';
import { startedExecutionRecord } from './message-records';

/** What a message came to after its execution could not take it. */
export interface Rerouted {
  message: MessageRecord;
  decision: MessageDecision;
  ticket: TicketRecord;
  started: ExecutionRecord | null;
}

/**
 * A message whose execution ended before taking it: it simply stays on its ticket while people still have that before
 * them, and so does what asks for nothing; else a closed ticket is opened again and a new execution started. The new decision is stored first and followed
 * when this is done again.
 */
export async function rerouteMessage(
  context: EngineContext,
  message: MessageRecord,
  customer: CustomerRecord,
): Promise<Rerouted> {
  const ticket = await findTicket(message.ticketId);
  if (!ticket) throw new Error(`Ticket ${message.ticketId} of message ${message._id} is not there.`);
  const reopened = message.decision?.kind === 'reopened' && message.decision.executionId === message._id;
  const asksForNothing = newsOf(message.facts, null) === 'quiet';
  if ((ticket.state !== 'closed' || asksForNothing) && !reopened) {
    const decision: MessageDecision = { kind: 'joined', executionId: null, flow: null };
    return { message: await storeDecision(message, decision), decision, ticket, started: null };
  }
  const decision =
    reopened && message.decision ? message.decision : await reopen(context, message, customer, ticket);
  const decided = await storeDecision(message, decision);
  await context.reached('reroute:decided');
  const started = await startAgain(context, decided, decision);
  await context.reached('reroute:started');
  const fields = await reopenedFields(context, decision, ticket.queueId);
  await nativeCollection(Tickets).updateOne({ _id: ticket._id, state: 'closed' }, { $set: fields });
  return { message: decided, decision, ticket: { ...ticket, ...fields }, started };
}

/** A ticket that is taken up again stands nowhere until its flow places it; without a flow it waits in its former queue. */
export async function reopenedFields(
  context: EngineContext,
  { flow, executionId }: MessageDecision,
  formerQueueId: string | null,
) {
  const now = new Date(context.now());
  const { fallbackQueue } = await context.environments.snapshot();
  return {
    state: flow ? ('new' as const) : ('open' as const),
    closedAt: null,
    reopenedAt: now,
    updatedAt: now,
    queueId: flow ? null : (formerQueueId ?? fallbackQueue?._id ?? null),
    queuedAt: flow ? null : now,
    assigneeId: null,
    assigneeName: null,
    executionId,
    flowId: flow?.flowId ?? null,
  };
}

async function reopen(
  context: EngineContext,
  message: MessageRecord,
  customer: CustomerRecord,
  ticket: TicketRecord,
): Promise<MessageDecision> {
  const [installation, flows, bound] = await Promise.all([
    context.environments.snapshot(),
    context.flows.published(),
    context.flows.bound(),
  ]);
  const asReopening: MessageRecord = {
    ...message,
    decision: { kind: 'reopened', executionId: null, flow: null },
  };
  const facts = hydrateFacts(ticket, customer, asReopening, installation.environment({}));
  const flow = chooseFlow(context, flows, installation, facts, bound);
  return { kind: 'reopened', executionId: flow ? message._id : null, flow };
}

async function storeDecision(message: MessageRecord, decision: MessageDecision): Promise<MessageRecord> {
  await nativeCollection(Messages).updateOne({ _id: message._id }, { $set: { decision } });
  return { ...message, decision };
}

async function startAgain(
  context: EngineContext,
  message: MessageRecord,
  { flow }: MessageDecision,
): Promise<ExecutionRecord | null> {
  if (!flow) return null;
  const execution = startedExecutionRecord(context, message, flow);
  const existing = await insertNew(nativeCollection(Executions), [execution]);
  return existing.size > 0 ? null : execution;
}
