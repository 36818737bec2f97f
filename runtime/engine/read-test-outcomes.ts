import { compileFlow } from '@/runtime/flow/compile';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import { judgeTest, type TestVerdict } from '@/runtime/flow/judge-test';
import type { NodeRegistry, TestMeasure } from '@/runtime/flow/node-definition';
import { slotsOf } from '@/runtime/flow/slots';
import { type CountedVariant, testOutcome } from '@/runtime/flow/test-outcome';
import { findCustomersById } from '@/runtime/store/customers';
import { nativeCollection } from '@/runtime/store/define-model';
import { Executions } from '@/runtime/store/executions';
import { type FlowVersionRecord, FlowVersions, flowVersionId } from '@/runtime/store/flow-versions';
import { findFlow, findPublishedFlows } from '@/runtime/store/flows';
import { closedTicketsWith, type TicketRecord, Tickets } from '@/runtime/store/tickets';
import { createEnvironmentSource } from './environment-source';
import { hydrateFacts } from './hydrate-facts';

/** One test of a flow, counted. */
export interface CountedTest {
  node: string;
  variants: CountedVariant[];
  verdict: TestVerdict;
  /** There were more tickets; the newest were counted. */
  capped: boolean;
}

/** More tickets than this are not needed to tell one variant from another. */
const MOST_TICKETS = 20_000;
const BATCH = 1_000;

/**
 * Counts one test of a flow as its draft describes it, over the tickets whose walk began in the last `days` days: through the flow
 * itself, or through flows that call it. `null` where the flow or the node is gone, or the node is no test that is ready. Only reads.
 */
export async function readTestOfNode(
  { flowId, nodeId, days }: { flowId: string; nodeId: string; days: number },
  registry: NodeRegistry,
  now: Date,
): Promise<CountedTest | null> {
  const flow = await findFlow(flowId);
  const measure = flow && measuresOf(flow.document, registry).get(nodeId);
  if (!measure) return null;
  const since = new Date(now.getTime() - days * 86_400_000);
  const { ids, capped } = await ticketsWalking(await flowsWalking(flowId, registry), since);
  const tickets = await readGiven(measure, ids);
  return { ...(await countTest(nodeId, measure, tickets, flow.bindings, now)), capped };
}

/**
 * Counts the tests of a flow document that need not be in this installation: over the tickets that bear the field of the test and were
 * closed since then. Only reads.
 */
export async function readTestsOfDocument(
  document: FlowDocument,
  registry: NodeRegistry,
  { since, now }: { since: Date; now: Date },
): Promise<CountedTest[]> {
  const tests: CountedTest[] = [];
  for (const [nodeId, measure] of measuresOf(document, registry)) {
    const values = measure.options.map(({ value }) => value);
    const tickets = await closedTicketsWith({ field: measure.field, values }, since)
      .limit(MOST_TICKETS)
      .toArray();
    const capped = tickets.length === MOST_TICKETS;
    tests.push({ ...(await countTest(nodeId, measure, tickets, {}, now)), capped });
  }
  return tests;
}

function measuresOf(document: FlowDocument, registry: NodeRegistry): Map<string, TestMeasure> {
  const measures = new Map<string, TestMeasure>();
  for (const { id, definition, invalid, config } of compileFlow(document, registry).nodes.values()) {
    // The definition's own config; its type was forgotten where the registry was made.
    const measure = invalid === null ? definition?.measures?.(config as never) : undefined;
    if (measure) measures.set(id, measure);
  }
  return measures;
}

/** The flow and every published flow that leads into it, for a walk belongs to the outermost flow. */
async function flowsWalking(flowId: string, registry: NodeRegistry): Promise<Set<string>> {
  const flows = await findPublishedFlows();
  const ids = flows.map((flow) => flowVersionId(flow._id, flow.publishedVersion ?? 0));
  const versions = await FlowVersions.find({ _id: { $in: ids } })
    .lean<FlowVersionRecord[]>()
    .exec();
  const bindings = new Map(flows.map((flow) => [flow._id, flow.bindings]));
  const callers = new Map<string, string[]>();
  for (const { flowId: caller, document } of versions)
    for (const { kind, name } of slotsOf(document, registry)) {
      if (kind !== 'flow') continue;
      const called = bindings.get(caller)?.[`flow:${name}`] ?? name;
      callers.set(called, [...(callers.get(called) ?? []), caller]);
    }
  const walking = new Set([flowId]);
  for (const id of walking) for (const caller of callers.get(id) ?? []) walking.add(caller);
  return walking;
}

/** Tickets that began a walk of one of the flows since then, the newest first. Answered by the index over flow and beginning. */
async function ticketsWalking(
  flowIds: ReadonlySet<string>,
  since: Date,
): Promise<{ ids: string[]; capped: boolean }> {
  const found = new Set<string>();
  for (const flowId of flowIds) {
    const executions = await nativeCollection(Executions)
      .find({ flowId, createdAt: { $gte: since } })
      .sort({ createdAt: -1 })
      .limit(MOST_TICKETS + 1)
      .project<{ ticketId: string }>({ ticketId: 1 })
      .toArray();
    for (const { ticketId } of executions) found.add(ticketId);
  }
  return { ids: [...found].slice(0, MOST_TICKETS), capped: found.size > MOST_TICKETS };
}

async function readGiven(measure: TestMeasure, ids: readonly string[]): Promise<TicketRecord[]> {
  const given: TicketRecord[] = [];
  for (let from = 0; from < ids.length; from += BATCH) {
    const tickets: TicketRecord[] = await nativeCollection(Tickets)
      .find({ _id: { $in: ids.slice(from, from + BATCH) }, mergedInto: null, ...givenBy(measure) })
      .toArray();
    given.push(...tickets);
  }
  return given;
}

function givenBy({ field, options }: TestMeasure) {
  return { [`fields.${field}`]: { $in: options.map(({ value }) => value) } };
}

async function countTest(
  node: string,
  measure: TestMeasure,
  tickets: readonly TicketRecord[],
  bindings: Record<string, string>,
  now: Date,
): Promise<Omit<CountedTest, 'capped'>> {
  const ended = tickets.filter(({ state }) => state === 'closed');
  const outcomes = testOutcome(measure, await factsOf(ended, bindings), now.getTime());
  const started = Map.groupBy(tickets, ({ fields }) => fields[measure.field]);
  return {
    node,
    variants: outcomes.map((outcome) => ({
      ...outcome,
      started: started.get(outcome.value)?.length ?? 0,
    })),
    verdict: judgeTest(outcomes, measure.success.rules.length > 0),
  };
}

async function factsOf(tickets: readonly TicketRecord[], bindings: Record<string, string>) {
  const customers = await findCustomersById([...new Set(tickets.map(({ customerId }) => customerId))]);
  const byId = new Map(customers.map((customer) => [customer._id, customer]));
  const environment = (await createEnvironmentSource(Date.now).snapshot()).environment(bindings);
  return tickets.flatMap((ticket) => {
    const customer = byId.get(ticket.customerId);
    if (!customer) return [];
    const facts = hydrateFacts(ticket, customer, null, environment);
    return [{ ...facts, ticket: { ...facts.ticket, reopened: ticket.reopenedAt !== null } }];
  });
}
