import { DomainError } from '@/runtime/domain-error';
import { restartUpdate } from '@/runtime/engine/restart-update';
import { compileFlow } from '@/runtime/flow/compile';
import type { NodeRegistry } from '@/runtime/flow/node-definition';
import { nativeCollection } from '@/runtime/store/define-model';
import { type ExecutionRecord, Executions, findExecution } from '@/runtime/store/executions';
import {
  type FlowVersionRecord,
  FlowVersions,
  findFlowVersion,
  flowVersionId,
} from '@/runtime/store/flow-versions';
import { findFlow } from '@/runtime/store/flows';
import { Ledger } from '@/runtime/store/ledger';
import { appendLiveEvents } from '@/runtime/store/live-events';
import { newId } from '@/runtime/store/new-id';
import { findTicket, findTicketsById } from '@/runtime/store/tickets';

/** A walk that did not come to its end: its ticket was put into the fallback queue with a note. */
export interface FailedExecution {
  id: string;
  ticketId: string;
  ticketNumber: number;
  subject: string;
  /** Nobody needs to act any more where it is. */
  ticketClosed: boolean;
  flowId: string;
  flowName: string;
  flowVersion: number;
  failedAt: Date;
  /** Title of the node it failed at; `null` where the engine itself could not go on. */
  node: string | null;
  /** What went wrong, in English. */
  reason: string;
  /** Commands that could not be carried out, by their types. */
  abandoned: string[];
}

/** Executions that failed, the latest first. `before`: only those that failed earlier. */
export async function listFailedExecutions(before: Date | null, limit: number): Promise<FailedExecution[]> {
  const records = (await nativeCollection(Executions)
    .find({ status: 'failed', endedAt: before ? { $lt: before } : { $gt: new Date(0) } })
    .sort({ endedAt: -1 })
    .limit(limit)
    .project<ExecutionRecord>({ tape: 0, pending: 0, outbox: 0 })
    .toArray()) as ExecutionRecord[];
  const [tickets, versions] = await Promise.all([
    findTicketsById([...new Set(records.map(({ ticketId }) => ticketId))]),
    readVersions(records),
  ]);
  const ticketOf = new Map(tickets.map((ticket) => [ticket._id, ticket]));
  return records.flatMap((record) => {
    const ticket = ticketOf.get(record.ticketId);
    if (!ticket) return [];
    const { document } = versions.get(flowVersionId(record.flowId, record.flowVersion)) ?? {};
    const failure = record.state?.failure ?? null;
    const node = document?.nodes.find(({ id }) => id === failure?.nodeId);
    return [
      {
        id: record._id,
        ticketId: ticket._id,
        ticketNumber: ticket.number,
        subject: ticket.subject,
        ticketClosed: ticket.state === 'closed',
        flowId: record.flowId,
        flowName: document?.name ?? record.flowId,
        flowVersion: record.flowVersion,
        failedAt: record.endedAt ?? record.updatedAt,
        node: failure ? (node?.title ?? node?.type ?? failure.nodeId) : null,
        reason: record.lastError ?? failure?.message ?? '',
        abandoned: [...new Set(record.abandoned.map(({ command }) => command.type))],
      },
    ];
  });
}

/**
 * Lets a failed execution begin again with the message that began it: on the published version of its flow, or on its own where
 * none is published. What it already sent stays sent.
 * Errors: DomainError `executionNotFailed` (also when somebody was quicker), `ticketIsClosed`, `cannotStartAgain`.
 */
export async function startAgain(id: string, registry: NodeRegistry, now: Date): Promise<void> {
  const execution = await findExecution(id);
  if (execution?.status !== 'failed') throw notFailed();
  const ticket = await findTicket(execution.ticketId);
  if (!ticket || ticket.state === 'closed')
    throw new DomainError('conflict', 'ticketIsClosed', 'This ticket is closed; reopen it first.');
  const flow = await findFlow(execution.flowId);
  const published = flow?.state === 'published' ? flow.publishedVersion : null;
  const version = await findFlowVersion(execution.flowId, published ?? execution.flowVersion);
  const target = version && compileFlow(version.document, registry, version.version);
  const change = target && restartUpdate(execution, target, { id: `again:${newId(now.getTime())}`, at: now });
  if (!change)
    throw new DomainError(
      'conflict',
      'cannotStartAgain',
      'The execution cannot begin again: its flow or its message is gone.',
    );
  const { matchedCount } = await nativeCollection(Executions).updateOne(
    { _id: id, revision: execution.revision, status: 'failed' },
    change,
  );
  if (matchedCount === 0) throw notFailed();
  await nativeCollection(Ledger).updateMany(
    { _id: { $in: messageIds(execution) }, reason: 'flowFailed' },
    { $set: { reason: 'opened', detail: null } },
  );
  await appendLiveEvents([{ topic: 'ledger', key: id, data: { change: 'startedAgain' } }], now);
}

function messageIds({ _id, tape }: ExecutionRecord): string[] {
  return [_id, ...tape.map(({ event }) => event.id)];
}

function notFailed(): DomainError {
  return new DomainError(
    'conflict',
    'executionNotFailed',
    'This execution has not failed, or was started again.',
  );
}

async function readVersions(
  records: Pick<ExecutionRecord, 'flowId' | 'flowVersion'>[],
): Promise<Map<string, FlowVersionRecord>> {
  const ids = [...new Set(records.map(({ flowId, flowVersion }) => flowVersionId(flowId, flowVersion)))];
  const versions = await FlowVersions.find({ _id: { $in: ids } })
    .lean<FlowVersionRecord[]>()
    .exec();
  return new Map(versions.map((version) => [version._id, version]));
}
