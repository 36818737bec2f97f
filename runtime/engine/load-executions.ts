import { nativeCollection } from '@/runtime/store/define-model';
import { type ExecutionRecord, Executions } from '@/runtime/store/executions';
import { findMessagesById } from '@/runtime/store/messages';
import { findTicketsById } from '@/runtime/store/tickets';
import type { EngineContext } from './engine-context';
import { loadCustomers } from './find-customers';
import { type LoadedExecution, messageIdFor, nextEvent } from './walk-executions';

/** Brings what the executions' next events are decided upon: three queries for all of them. */
export async function loadExecutions(
  context: EngineContext,
  executions: ExecutionRecord[],
): Promise<LoadedExecution[]> {
  if (executions.length === 0) return [];
  const messageIds = executions.map((execution) => {
    const event = nextEvent(execution) ?? execution.tape.at(-1)?.event;
    return event ? messageIdFor(execution, event) : null;
  });
  const [tickets, customers, messages] = await Promise.all([
    findTicketsById([...new Set(executions.map(({ ticketId }) => ticketId))]),
    loadCustomers(executions.map(({ customerId }) => customerId)),
    findMessagesById(messageIds.filter((id) => id !== null)),
  ]);
  const ticketById = new Map(tickets.map((ticket) => [ticket._id, ticket]));
  const messageById = new Map(messages.map((message) => [message._id, message]));
  const loaded: LoadedExecution[] = [];
  for (const [index, execution] of executions.entries()) {
    const ticket = ticketById.get(execution.ticketId);
    const customer = customers.get(execution.customerId);
    const message = messageById.get(messageIds[index] ?? '') ?? null;
    if (ticket && customer) loaded.push({ execution, ticket, customer, message });
    else await dropOrphan(context, execution);
  }
  return loaded;
}

/**
 * An execution whose ticket is not there: either its message is still being taken in (its ledger line is driven again and
 * writes the ticket), or the ticket was deleted. It is looked at again later, and given up after some attempts.
 */
async function dropOrphan(context: EngineContext, execution: ExecutionRecord): Promise<void> {
  const attempts = execution.attempts + 1;
  const now = context.now();
  const over = attempts >= context.limits.maxAttempts;
  context.log.warn({ execution: execution._id, attempts }, 'An execution has no ticket.');
  await nativeCollection(Executions).updateOne(
    { _id: execution._id, revision: execution.revision },
    over
      ? {
          $set: { attempts, status: 'cancelled', lastError: 'no ticket', endedAt: new Date(now) },
          $unset: { dueAt: 1 },
        }
      : { $set: { attempts, lastError: 'no ticket', dueAt: new Date(now + context.limits.leaseMs) } },
  );
}
