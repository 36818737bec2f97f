import { nodeRegistry } from '@/nodes/registry.generated';
import { DomainError } from '@/runtime/domain-error';
import type { TapeStep } from '@/runtime/flow/execution';
import { createJsonataExpressions } from '@/runtime/flow/expressions-jsonata';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import { slotsOf } from '@/runtime/flow/slots';
import { readTapes } from '@/runtime/library/recorded-executions';
import { expectWhatHappened, recordScenario } from '@/runtime/scenarios/record-scenario';
import { runScenario } from '@/runtime/scenarios/run-scenario';
import type { Scenario } from '@/runtime/scenarios/scenario';
import { findExecutionsOfTicket } from '@/runtime/store/executions';
import { findFlowVersion } from '@/runtime/store/flow-versions';
import { findFlow } from '@/runtime/store/flows';
import { type TicketRecord, Tickets } from '@/runtime/store/tickets';

export interface RecordedTicket {
  scenario: Scenario;
  flow: string;
  flowVersion: number;
  /** Whether the scenario takes the way that the ticket took; what depends on the world outside may not. */
  sameWay: boolean;
}

/**
 * Makes a scenario of a real ticket: its first walk, with personal data replaced, expecting what that flow version does with
 * it. Needs a connected store and only reads it.
 * @throws DomainError `ticketUnknown`, `nothingRecorded`
 */
export async function recordTicket(number: number): Promise<RecordedTicket> {
  const ticket = await Tickets.findOne({ number }).lean<TicketRecord>().exec();
  if (!ticket)
    throw new DomainError('notFound', 'ticketUnknown', `There is no ticket ${number}.`, { number });
  const execution = (await findExecutionsOfTicket(ticket._id)).find(({ tape }) => tape.length > 0);
  if (!execution) throw nothingRecorded(number);
  const { flowId, flowVersion } = execution;
  const { tapes, environments } = await readTapes([execution]);
  const [tape = []] = tapes;
  const environment = environments.get(tape[0]?.environmentHash ?? '');
  const version = await findFlowVersion(flowId, flowVersion);
  if (!environment || !version || tape[0]?.facts.message === null) throw nothingRecorded(number);
  const recorded = recordScenario(tape, { name: `Like ticket ${number}`, environment });
  const { steps, simulation } = await runScenario(version.document, recorded, nodeRegistry, {
    expressions: createJsonataExpressions(),
    environment: { teams: environment.teams, agents: environment.agents },
    flows: await calledFlows(version.document),
  });
  return {
    scenario: expectWhatHappened(recorded, simulation),
    flow: flowId,
    flowVersion,
    sameWay: wayOf(steps) === wayOf(tape.flatMap((entry) => entry.steps)),
  };
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
