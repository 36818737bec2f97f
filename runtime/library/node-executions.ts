import type { TapeStep } from '@/runtime/flow/execution';
import { type ExecutionRecord, Executions } from '@/runtime/store/executions';
import { findTicketsById } from '@/runtime/store/tickets';

/** A ticket that passed a node, and what happened to it there. */
export interface NodeExecution {
  executionId: string;
  ticketId: string;
  ticketNumber: number;
  subject: string;
  /** The last step at this node. */
  step: TapeStep;
}

/** Executions older than this are not looked through: who edits a node asks what it did lately. */
const LOOK_BACK_DAYS = 30;

/** The latest executions of a flow that visited a node, newest first. */
export async function listNodeExecutions(
  flowId: string,
  nodeId: string,
  limit: number,
  now: Date,
): Promise<NodeExecution[]> {
  const since = new Date(now.getTime() - LOOK_BACK_DAYS * 86_400_000);
  const executions = await Executions.find({
    flowId,
    createdAt: { $gte: since },
    'tape.steps.nodeId': nodeId,
  })
    .sort({ createdAt: -1 })
    .limit(limit)
    .lean<ExecutionRecord[]>()
    .exec();
  const tickets = await findTicketsById(executions.map(({ ticketId }) => ticketId));
  const ticketOf = new Map(tickets.map((ticket) => [ticket._id, ticket]));
  return executions.flatMap(({ _id, ticketId, tape }) => {
    const step = tape.flatMap(({ steps }) => steps).findLast((one) => one.nodeId === nodeId);
    const ticket = ticketOf.get(ticketId);
    if (!step || !ticket) return [];
    return [{ executionId: _id, ticketId, ticketNumber: ticket.number, subject: ticket.subject, step }];
  });
}
