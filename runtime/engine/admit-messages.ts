import { takeNumbers } from '@/runtime/store/counters';
import type { CustomerRecord } from '@/runtime/store/customers';
import { nativeCollection } from '@/runtime/store/define-model';
import type { ExecutionRecord } from '@/runtime/store/executions';
import {
  findMessagesById,
  type MessageDecision,
  type MessageRecord,
  Messages,
} from '@/runtime/store/messages';
import type { TicketRecord } from '@/runtime/store/tickets';
import type { ActivityRunner } from './activity-runner';
import { applyAdmissions, prepareTicket } from './apply-admissions';
import { applyReports } from './apply-reports';
import { attributeForwards } from './attribute-forwards';
import type { BoundFlows } from './bound-flows';
import { chooseFlow, startedFlow } from './choose-flow';
import type { EngineContext } from './engine-context';
import type { InstallationSnapshot } from './environment-source';
import { countInto, findSenders } from './find-customers';
import { finishLedgerLines } from './finish-ledger-lines';
import { walkFirst } from './first-walk';
import type { PublishedFlow } from './flow-shelf';
import { hydrateFacts } from './hydrate-facts';
import { insertNew } from './insert-new';
import { leaveForLater } from './leave-for-later';
import { loadThreads } from './load-threads';
import { newsOf } from './message-news';
import { inboundMessageRecord, openedTicketRecord, startedExecutionRecord } from './message-records';
import { findDecided, restoreAdmissions } from './restore-admissions';
import type { LedgerWork } from './stored-inbound';
import type { FoundTicket, ThreadIndex } from './thread-index';
import type { LoadedExecution } from './walk-executions';

const DAY_MS = 86_400_000;

/** One message with everything it needs or becomes. */
export interface Admission {
  work: LedgerWork;
  message: MessageRecord;
  decision: MessageDecision;
  customer: CustomerRecord;
  ticket: TicketRecord;
  /** Whether that ticket was in the store before. */
  stored: boolean;
  /** The execution it starts, or `null`. */
  started: ExecutionRecord | null;
  /** That execution with its first walk, where it was begun before anything was stored. */
  loaded?: LoadedExecution;
}

/**
 * Brings ledger lines onto their tickets: customer, ticket found or opened, message stored, event appended to the
 * ticket's execution, line finished. The decision is stored with the message before anything follows from it, and all
 * ids derive from the ledger line: doing it again after a crash, at whatever point, gives the same and doubles nothing.
 * @param onApplied told when tickets and executions are durable; what follows is only the end of the ledger lines.
 */
export async function admitMessages(
  context: EngineContext,
  activities: Pick<ActivityRunner, 'room'>,
  taken: LedgerWork[],
  onApplied: (admissions: Admission[]) => void = () => undefined,
): Promise<Admission[]> {
  const [installation, flows, bound] = await Promise.all([
    context.environments.snapshot(),
    context.flows.published(),
    context.flows.bound(),
  ]);
  const works = attributeForwards(await leaveForLater(context, taken), installation.agents);
  const before = await findDecided(works);
  const restored = await restoreAdmissions(context, works, before);
  const known = new Set(before.map(({ _id }) => _id));
  const undecided = works.filter((work) => !known.has(work.ledgerId));
  const decided = await decideAll(context, undecided, restored, installation, flows, bound);
  await context.reached('admit:decided');
  const [beaten] = await Promise.all([storeMessages(decided), numberTickets([...decided, ...restored])]);
  await context.reached('admit:messagesStored');
  const lost = new Set(beaten.map(({ _id }) => _id));
  const others = await restoreAdmissions(context, works, beaten);
  await numberTickets(others);
  const kept = decided.filter(({ work }) => !lost.has(work.ledgerId));
  const all = inOrderOf(works, [...kept, ...restored, ...others]);
  for (const admission of all) prepareTicket(context, admission, installation);
  await walkAhead(context, activities, all, installation);
  await applyAdmissions(context, all);
  await context.reached('admit:applied');
  onApplied(all);
  await applyReports(context, all);
  await finishLedgerLines(context, all);
  await context.reached('admit:finished');
  return all;
}

/**
 * New tickets' executions take their first steps in memory. What a former attempt began may be in the store already, and a
 * ticket that was there before has its own changes: those are walked when they are stored.
 */
async function walkAhead(
  context: EngineContext,
  activities: Pick<ActivityRunner, 'room'>,
  admissions: Admission[],
  installation: InstallationSnapshot,
): Promise<void> {
  const fresh: LoadedExecution[] = [];
  for (const admission of admissions) {
    const { work, decision, started, ticket, customer, message } = admission;
    if (!started || !work.fresh || decision.kind !== 'opened') continue;
    admission.loaded = { execution: started, ticket, customer, message };
    fresh.push(admission.loaded);
  }
  // Read before, so that no walk and no activity has to wait for it.
  await Promise.all([
    context.environments.snapshot(),
    context.flows.published(),
    context.flows.bound(),
    context.prepareActivities(),
  ]);
  const walks = await walkFirst(context, activities, fresh, installation);
  for (const loaded of fresh) {
    const ahead = walks.get(loaded.execution._id);
    if (ahead) loaded.ahead = ahead;
  }
  await context.reached('admit:walked');
}

/** Events come to an execution in the order of their messages, whichever of them were decided before. */
function inOrderOf(works: LedgerWork[], admissions: Admission[]): Admission[] {
  const places = new Map(works.map(({ ledgerId }, place) => [ledgerId, place]));
  const placeOf = ({ work }: Admission) => places.get(work.ledgerId) ?? 0;
  return admissions.sort((one, other) => placeOf(one) - placeOf(other));
}

/** @param restored what a former attempt decided: its tickets may not be in the store yet, and these may belong to them. */
async function decideAll(
  context: EngineContext,
  works: LedgerWork[],
  restored: Admission[],
  installation: InstallationSnapshot,
  flows: PublishedFlow[],
  bound: BoundFlows,
): Promise<Admission[]> {
  if (works.length === 0) return [];
  const senders = await findSenders(works);
  const threads = await loadThreads(works, {
    senderOf: senders.of,
    sameSubjectMs: installation.mail.sameSubjectDays * DAY_MS,
  });
  for (const admission of restored) rememberRestored(threads, admission);
  const admissions = works.map((work) =>
    decide(context, work, senders.of(work), threads, installation, flows, bound),
  );
  // A customer counts his tickets: a new one is stored with the first already counted.
  for (const { decision, customer, ticket } of admissions) {
    if (decision.kind === 'opened') countInto(customer, ticket._id);
  }
  await senders.store();
  for (const admission of admissions) takeStoredCustomer(admission);
  return admissions;
}

/** A decision that was not carried out yet, as far as it changes where later messages belong. */
function rememberRestored(threads: ThreadIndex, { work, decision, ticket, stored }: Admission): void {
  const pending =
    decision.kind === 'opened'
      ? !stored
      : decision.kind === 'reopened' && ticket.executionId !== decision.executionId;
  if (!pending) return;
  threads.remember(work, {
    ticket: { ...ticket, state: 'new' },
    liveExecutionId: decision.executionId,
  });
}

/** Where another process stored the customer first, his id is the other one. */
function takeStoredCustomer({ message, ticket, customer, decision, started }: Admission): void {
  if (decision.kind === 'opened') ticket.customerId = customer._id;
  message.customerId = ticket.customerId;
  if (started) started.customerId = ticket.customerId;
}

function decide(
  context: EngineContext,
  work: LedgerWork,
  sender: CustomerRecord,
  threads: ThreadIndex,
  installation: InstallationSnapshot,
  flows: PublishedFlow[],
  bound: BoundFlows,
): Admission {
  const found = threads.find(work);
  const ticket = found?.ticket ?? openedTicketRecord(work, sender, 0);
  const kind = kindOf(work, found);
  let decision: MessageDecision = { kind, executionId: found?.liveExecutionId ?? null, flow: null };
  // The customer of a ticket stays: others may write to it too.
  const customerId = found?.ticket.customerId ?? sender._id;
  let message = inboundMessageRecord(work, ticket._id, customerId, decision);
  // A person's answer did not arrive: people must see it, and no flow may lay the report aside.
  const failed = work.inbound.report?.recipients.some(({ permanent }) => permanent) ?? false;
  const forPeople = failed && found?.answers === 'agent';
  if (kind !== 'joined' && !forPeople) {
    const facts = hydrateFacts(ticket, sender, message, installation.environment({}));
    const { start } = work.inbound;
    const flow = start ? startedFlow(flows, start) : chooseFlow(context, flows, installation, facts, bound);
    decision = { kind, executionId: flow ? work.ledgerId : null, flow };
    message = { ...message, decision };
  }
  const started = decision.flow ? startedExecutionRecord(context, message, decision.flow) : null;
  threads.remember(work, {
    ticket: kind === 'reopened' ? { ...ticket, state: 'new' } : ticket,
    liveExecutionId: decision.executionId,
  });
  return { work, message, decision, customer: sender, ticket, started, stored: found !== null };
}

/** What asks for nothing (an absence note, a receipt) lies on a closed ticket without opening it again. */
function kindOf({ inbound }: LedgerWork, found: FoundTicket | null): MessageDecision['kind'] {
  if (!found) return 'opened';
  if (found.ticket.state !== 'closed' || found.liveExecutionId) return 'joined';
  return newsOf(inbound.facts, inbound.report) === 'quiet' ? 'joined' : 'reopened';
}

/** Stores messages with their decisions. Gives those that exist already: their decisions count. */
async function storeMessages(admissions: Admission[]): Promise<MessageRecord[]> {
  const refused = await insertNew(
    nativeCollection(Messages),
    admissions.map(({ message }) => message),
  );
  if (refused.size === 0) return [];
  const ids = admissions.filter((_, index) => refused.has(index)).map(({ message }) => message._id);
  return findMessagesById(ids);
}

/** Gives every ticket that is new its number. Numbers that a crash leaves unused stay unused. */
async function numberTickets(admissions: Admission[]): Promise<void> {
  const opened = admissions.filter(
    ({ decision, ticket }) => decision.kind === 'opened' && ticket.number === 0,
  );
  if (opened.length === 0) return;
  const first = await takeNumbers('ticket', opened.length);
  for (const [index, { ticket }] of opened.entries()) ticket.number = first + index;
}
