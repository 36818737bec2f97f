import { DomainError } from '@/runtime/domain-error';
import type { TapeStep } from '@/runtime/flow/execution';
import { findExecution } from '@/runtime/store/executions';
import { findTicketsById } from '@/runtime/store/tickets';

/** The whole way that an execution took. */
export interface RecordedWalk {
  flowVersion: number;
  ticketId: string;
  subject: string;
  steps: TapeStep[];
}

/** Reads the way of one execution. Error: `executionNotFound`. */
export async function readWalk(executionId: string): Promise<RecordedWalk> {
  const execution = await findExecution(executionId);
  if (!execution)
    throw new DomainError('notFound', 'executionNotFound', `There is no execution ${executionId}.`, {
      id: executionId,
    });
  const [ticket] = await findTicketsById([execution.ticketId]);
  return {
    flowVersion: execution.flowVersion,
    ticketId: execution.ticketId,
    subject: ticket?.subject ?? '',
    steps: execution.tape.flatMap(({ steps }) => steps),
  };
}
