import { nodeRegistry } from '@/nodes/registry.generated';
import { readTestsOfDocument } from '@/runtime/engine/read-test-outcomes';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import type { CountedVariant } from '@/runtime/flow/test-outcome';

/** How one variant of one test of a flow has done. */
export interface TestOutcomeLine extends CountedVariant {
  node: string;
}

/**
 * What became of the A/B tests of a flow, counted over the tickets that were closed since then. Needs a connected store and only
 * reads it.
 */
export async function readTestOutcomes(document: FlowDocument, since: Date): Promise<TestOutcomeLine[]> {
  const tests = await readTestsOfDocument(document, nodeRegistry, { since, now: new Date() });
  return tests.flatMap(({ node, variants }) => variants.map((variant) => ({ node, ...variant })));
}
