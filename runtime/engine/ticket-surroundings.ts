import { slaForTicket } from '@/runtime/routing/ticket-sla';
import type { EngineContext } from './engine-context';
import type { InstallationSnapshot } from './environment-source';
import type { TicketSurroundings } from './ticket-operations';
import type { LoadedExecution, WalkedExecution } from './walk-executions';

/** What the commands of one execution are carried out against. */
export function ticketSurroundings(
  context: Pick<EngineContext, 'now'>,
  {
    execution,
    ticket,
    environment,
  }: Pick<LoadedExecution, 'execution' | 'ticket'> & Pick<WalkedExecution, 'environment'>,
  installation: InstallationSnapshot,
): TicketSurroundings {
  const now = new Date(context.now());
  return {
    executionId: execution._id,
    ticketId: execution.ticketId,
    environment,
    fallbackQueueId: installation.fallbackQueue?._id ?? null,
    slaFor(queueId) {
      const policy = installation.queues.find((queue) => queue._id === queueId)?.sla ?? null;
      return slaForTicket(policy, ticket, environment, now.getTime());
    },
    now,
  };
}
