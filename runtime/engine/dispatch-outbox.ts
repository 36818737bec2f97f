import type { AnyBulkWriteOperation } from 'mongodb';
import type { CommandOf } from '@/runtime/flow/execution';
import { type CustomerRecord, Customers } from '@/runtime/store/customers';
import { nativeCollection } from '@/runtime/store/define-model';
import { appendLiveEvents } from '@/runtime/store/live-events';
import { type MessageRecord, Messages } from '@/runtime/store/messages';
import { Tickets } from '@/runtime/store/tickets';
import { type TimerRecord, Timers } from '@/runtime/store/timers';
import { capAutomatic, type SuppressionReason, suppressionSentence } from './cap-automatic';
import type { CommittedExecution } from './commit-executions';
import type { EngineContext } from './engine-context';
import type { InstallationSnapshot } from './environment-source';
import { insertNew } from './insert-new';
import { liveEventsOf } from './live-events-of';
import { noteRecord } from './note-record';
import { outboundDraft, unsendableNote } from './outbound-draft';
import { keepSuppressed, type OutboundDraft, queueOutgoing } from './queue-outgoing';
import { fieldPaths, ticketOperations } from './ticket-operations';
import { ticketSurroundings } from './ticket-surroundings';

/** An execution with the commands that are to be carried out for it now. */
export interface Dispatched
  extends Pick<
    CommittedExecution,
    'execution' | 'ticket' | 'customer' | 'message' | 'environment' | 'outbox'
  > {
  /** These commands are the ones of one commit, carried out for the first time. */
  isFresh: boolean;
  /** The ticket was inserted as these commands leave it. */
  ticketDone?: boolean;
}

/**
 * Carries out everything that is a write to the store: for all executions of a batch together. Each command leaves a
 * trace under its idempotency key `executionId:seq`, so that carrying it out again changes nothing. Activities are
 * left to `activity-runner`. Gives the commands that are done, by execution.
 */
export async function dispatchOutbox(
  context: EngineContext,
  dispatched: Dispatched[],
): Promise<Map<string, number[]>> {
  const owed = dispatched.filter(({ outbox }) => outbox.length > 0);
  const done = new Map(
    owed.map(({ execution, outbox }) => [
      execution._id,
      outbox.filter(({ command }) => command.type !== 'callActivity').map(({ seq }) => seq),
    ]),
  );
  if (owed.length === 0) return done;
  const installation = await context.environments.snapshot();
  reportUnsupported(context, owed);
  await Promise.all([
    updateTickets(context, owed, installation),
    sendMessages(context, owed, installation),
    writeNotes(context, owed),
    changeTimers(context, owed),
    updateCustomers(owed),
    moveMergedMessages(owed),
  ]);
  await context.reached('dispatch:done');
  // Spectators are told afterwards; if this process ends here, they see the change with the next one.
  await tell(context, owed, installation);
  return done;
}

/** Flows are called within their execution; a flow beside it is not a thing this engine starts. */
function reportUnsupported(context: EngineContext, owed: Dispatched[]): void {
  for (const { execution, outbox } of owed) {
    for (const { command } of outbox) {
      if (command.type !== 'startSubflow') continue;
      context.log.error(
        { execution: execution._id, flow: command.flow },
        'A flow cannot be started beside another.',
      );
    }
  }
}

async function updateTickets(
  context: EngineContext,
  owed: Dispatched[],
  installation: InstallationSnapshot,
): Promise<void> {
  const operationsOf = (one: Dispatched, together: boolean) =>
    ticketOperations(
      one.outbox.map(({ command }) => command),
      ticketSurroundings(context, one, installation),
      together,
    );
  const due = owed.filter(({ ticketDone }) => !ticketDone);
  const operations = due.flatMap((one) => operationsOf(one, one.isFresh));
  if (operations.length > 0) {
    const tickets = nativeCollection(Tickets);
    const { matchedCount } = await tickets.bulkWrite(operations, { ordered: true });
    if (matchedCount < operations.length) {
      // Another process may have begun with them one by one when our lease had ended: what it left is done here.
      const singly = due.flatMap((one) => (one.isFresh ? operationsOf(one, false) : []));
      if (singly.length > 0) await tickets.bulkWrite(singly, { ordered: true });
    }
  }
  await context.reached('dispatch:tickets');
}

async function sendMessages(
  context: EngineContext,
  owed: Dispatched[],
  installation: InstallationSnapshot,
): Promise<void> {
  const drafts: OutboundDraft[] = [];
  const unsendable: MessageRecord[] = [];
  const reasons = new Map<string, SuppressionReason>();
  for (const one of owed) {
    for (const { command } of one.outbox) {
      if (command.type !== 'sendMessage') continue;
      const draft = outboundDraft(one, command, installation);
      if (draft) {
        drafts.push(draft);
        const reason = reasonAgainst(draft, command, one);
        if (reason) reasons.set(draft.id, reason);
      }
      if (!draft) unsendable.push(unsendableNote(one, command, installation, new Date(context.now())));
    }
  }
  await insertNew(nativeCollection(Messages), unsendable);
  if (drafts.length === 0) return;
  const now = new Date(context.now());
  const { allowed, suppressed } = await capAutomatic(drafts, installation.mail.automaticCaps, reasons, now);
  await context.reached('dispatch:capped');
  const { language } = installation.settings;
  await keepSuppressed(
    suppressed.map(({ draft, reason }) => ({ draft, detail: suppressionSentence(reason, language) })),
    now,
  );
  if (allowed.length === 0) return;
  await queueOutgoing(allowed, now);
  await context.reached('dispatch:outgoing');
  context.nudge('outgoing');
}

/** RFC 3834, section 2: what a machine wrote is not answered by a machine; two of them would go on for ever. */
function reasonAgainst(
  draft: OutboundDraft,
  command: CommandOf<'sendMessage'>,
  { message, customer }: Dispatched,
): SuppressionReason | null {
  if (command.to === null && message?.automatic) return 'answersAutomatic';
  return draft.purpose === 'automatic' && goesToBadAddress(draft, customer) ? 'badAddress' : null;
}

function goesToBadAddress({ to }: OutboundDraft, { badAddresses }: CustomerRecord): boolean {
  const bad = new Set((badAddresses ?? []).map(({ address }) => address));
  return to.length > 0 && to.every(({ address }) => bad.has(address.toLowerCase()));
}

async function writeNotes(context: EngineContext, owed: Dispatched[]): Promise<void> {
  const notes = owed.flatMap((one) =>
    one.outbox.flatMap(({ command }) =>
      command.type === 'addNote'
        ? [
            noteRecord(
              one.ticket,
              `${one.execution._id}:${command.seq}`,
              command.text,
              new Date(context.now()),
            ),
          ]
        : [],
    ),
  );
  await insertNew(nativeCollection(Messages), notes);
}

async function changeTimers(context: EngineContext, owed: Dispatched[]): Promise<void> {
  const started: TimerRecord[] = [];
  const cancelled: string[] = [];
  for (const { execution, outbox } of owed) {
    for (const { command, seq } of outbox) {
      if (command.type === 'startTimer') {
        started.push({
          _id: `${execution._id}:${seq}`,
          executionId: execution._id,
          seq,
          dueAt: new Date(command.at),
        });
      }
      if (command.type === 'cancelTimer') cancelled.push(`${execution._id}:${command.timerSeq}`);
    }
  }
  await insertNew(nativeCollection(Timers), started);
  if (cancelled.length > 0) await nativeCollection(Timers).deleteMany({ _id: { $in: cancelled } });
  if (started.length > 0) context.nudge('timers');
}

async function updateCustomers(owed: Dispatched[]): Promise<void> {
  const operations = owed.flatMap(({ execution, outbox }) =>
    outbox.flatMap(({ command }): AnyBulkWriteOperation<CustomerRecord>[] =>
      command.type === 'setCustomerFields' &&
      Object.keys({ ...command.fields, ...command.profile }).length > 0
        ? [
            {
              updateOne: {
                filter: { _id: execution.customerId },
                update: { $set: { ...fieldPaths(command.fields), ...command.profile } },
              },
            },
          ]
        : [],
    ),
  );
  if (operations.length > 0) await nativeCollection(Customers).bulkWrite(operations, { ordered: true });
}

/** The messages of a merged ticket are read in the one it was merged into. */
async function moveMergedMessages(owed: Dispatched[]): Promise<void> {
  for (const { execution, outbox } of owed) {
    for (const { command } of outbox) {
      if (command.type !== 'mergeTicket') continue;
      await nativeCollection(Messages).updateMany(
        { ticketId: execution.ticketId },
        { $set: { ticketId: command.into } },
      );
    }
  }
}

async function tell(
  context: EngineContext,
  owed: Dispatched[],
  installation: InstallationSnapshot,
): Promise<void> {
  await appendLiveEvents(liveEventsOf(owed, installation), new Date(context.now()));
}
