import { nodeRegistry } from '@/nodes/registry.generated';
import { createEnvironmentSource } from '@/runtime/engine/environment-source';
import { hydrateFacts } from '@/runtime/engine/hydrate-facts';
import { compileFlow } from '@/runtime/flow/compile';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import type { TestMeasure } from '@/runtime/flow/node-definition';
import { testOutcome, type VariantOutcome } from '@/runtime/flow/test-outcome';
import { findCustomersById } from '@/runtime/store/customers';
import { nativeCollection } from '@/runtime/store/define-model';
import { type TicketRecord, Tickets } from '@/runtime/store/tickets';

/** How one variant of one test of a flow has done. */
export interface TestOutcomeLine extends VariantOutcome {
  node: string;
}

/** More tickets than this are not needed to tell one variant from another. */
const MOST_TICKETS = 20_000;

/**
 * What became of the A/B tests of a flow, counted over the tickets that were closed since then. Needs a connected store and only
 * reads it.
 */
export async function readTestOutcomes(document: FlowDocument, since: Date): Promise<TestOutcomeLine[]> {
  const lines: TestOutcomeLine[] = [];
  for (const { id, definition, invalid, config } of compileFlow(document, nodeRegistry).nodes.values()) {
    // The definition's own config; its type was forgotten where the registry was made.
    const measure = invalid === null ? definition?.measures?.(config as never) : undefined;
    if (!measure) continue;
    const outcomes = testOutcome(measure, await readFacts(measure, since), Date.now());
    lines.push(...outcomes.map((outcome) => ({ node: id, ...outcome })));
  }
  return lines;
}

async function readFacts({ field, options }: TestMeasure, since: Date) {
  const tickets: TicketRecord[] = await nativeCollection(Tickets)
    .find({
      state: 'closed',
      closedAt: { $gte: since },
      [`fields.${field}`]: { $in: options.map(({ value }) => value) },
    })
    .limit(MOST_TICKETS)
    .toArray();
  const customers = await findCustomersById([...new Set(tickets.map(({ customerId }) => customerId))]);
  const byId = new Map(customers.map((customer) => [customer._id, customer]));
  const environment = (await createEnvironmentSource(Date.now).snapshot()).environment({});
  return tickets.flatMap((ticket) => {
    const customer = byId.get(ticket.customerId);
    if (!customer) return [];
    const facts = hydrateFacts(ticket, customer, null, environment);
    return [{ ...facts, ticket: { ...facts.ticket, reopened: ticket.reopenedAt !== null } }];
  });
}
