import { nodeRegistry } from '@/nodes/registry.generated';
import { DomainError } from '@/runtime/domain-error';
import type { TapeStep } from '@/runtime/flow/execution';
import { createJsonataExpressions } from '@/runtime/flow/expressions-jsonata';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import { slotsOf } from '@/runtime/flow/slots';
import { readTapes } from '@/runtime/library/recorded-executions';
import { expectWhatHappened } from '@/runtime/scenarios/record-scenario';
import { runScenario } from '@/runtime/scenarios/run-scenario';
import type { Scenario } from '@/runtime/scenarios/scenario';
import { type ExecutionRecord, findExecutionsOfTicket } from '@/runtime/store/executions';
import { findFlowVersion } from '@/runtime/store/flow-versions';
import { findFlow } from '@/runtime/store/flows';
import { findChangesOfTicket } from '@/runtime/store/ticket-changes';
import { type TicketRecord, Tickets } from '@/runtime/store/tickets';
import { type RecordedWalk, recordWalks } from './record-walks';

export interface RecordedTicket {
  scenario: Scenario;
  flow: string;
  flowVersion: number;
  /** Whether the scenario takes the way that the ticket took; what depends on the world outside may not. */
  sameWay: boolean;
}

/**
 * Makes a scenario of a real ticket: all its walks of one flow, with personal data replaced, expecting what the version that it
 * began with does with it. Needs a connected store and only reads it.
 * @throws DomainError `ticketUnknown`, `nothingRecorded`
 */
export async function recordTicket(number: number): Promise<RecordedTicket> {
  const ticket = await Tickets.findOne({ number }).lean<TicketRecord>().exec();
  if (!ticket)
    throw new DomainError('notFound', 'ticketUnknown', `There is no ticket ${number}.`, { number });
  const executions = await walksOfOneFlow(ticket._id);
  const [execution] = executions;
  if (!execution) throw nothingRecorded(number);
  const { flowId } = execution;
  const flowVersion = execution.moves?.[0]?.fromVersion ?? execution.flowVersion;
  const [first, ...later] = await readWalks(executions);
  const version = await findFlowVersion(flowId, flowVersion);
  if (!first || !version) throw nothingRecorded(number);
  const { environment } = first;
  const closed = (await findChangesOfTicket(ticket._id)).filter(
    ({ kind, undone }) => kind === 'closed' && !undone,
  );
  const recorded = recordWalks(
    [first, ...later],
    closed.map(({ at }) => at.getTime()),
    `Like ticket ${number}`,
  );
  const { steps, simulation } = await runScenario(version.document, recorded, nodeRegistry, {
    expressions: createJsonataExpressions(),
    environment: { teams: environment.teams, agents: environment.agents },
    flows: await calledFlows(version.document),
  });
  return {
    scenario: expectWhatHappened(recorded, simulation),
    flow: flowId,
    flowVersion,
    sameWay:
      wayOf(steps) === wayOf([first, ...later].flatMap(({ tape }) => tape.flatMap((entry) => entry.steps))),
  };
}

/** The walks of a ticket, oldest first, up to the first one of another flow: a scenario is of one flow. */
async function walksOfOneFlow(ticketId: string): Promise<ExecutionRecord[]> {
  const walked = (await findExecutionsOfTicket(ticketId)).filter(({ tape }) => tape.length > 0);
  const other = walked.findIndex(({ flowId }) => flowId !== walked[0]?.flowId);
  return other < 0 ? walked : walked.slice(0, other);
}

/** Tapes with the environments they began in, up to the first that is not whole any more. */
async function readWalks(executions: ExecutionRecord[]): Promise<RecordedWalk[]> {
  const { tapes, environments } = await readTapes(executions);
  const walks: RecordedWalk[] = [];
  for (const [index, tape] of tapes.entries()) {
    const environment = environments.get(tape[0]?.environmentHash ?? '');
    if (!environment || tape[0]?.facts.message === null) break;
    // Where a publisher let it begin again its message came twice; the customer wrote it once.
    const restart = executions[index]?.moves?.find(({ kind }) => kind === 'restart');
    walks.push({ tape: restart ? tape.slice(0, restart.afterEntries) : tape, environment });
    if (restart) break;
  }
  return walks;
}

/** The published flows that a flow calls, by slot. */
async function calledFlows(document: FlowDocument): Promise<Record<string, FlowDocument>> {
  const bindings = (await findFlow(document.id))?.bindings ?? {};
  const called: Record<string, FlowDocument> = {};
  for (const { kind, name } of slotsOf(document, nodeRegistry)) {
    if (kind !== 'flow' || called[name]) continue;
    const flow = await findFlow(bindings[`flow:${name}`] ?? name);
    const version = flow?.publishedVersion ? await findFlowVersion(flow._id, flow.publishedVersion) : null;
    if (version) called[name] = version.document;
  }
  return called;
}

function wayOf(steps: readonly TapeStep[]): string {
  return steps.flatMap(({ nodeId, port }) => (port === null ? [] : [`${nodeId}:${port}`])).join('\n');
}

function nothingRecorded(number: number): DomainError {
  return new DomainError(
    'conflict',
    'nothingRecorded',
    `No flow has handled ticket ${number}, or its record is no longer complete.`,
    { number },
  );
}
