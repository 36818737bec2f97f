import type { Facts } from '@/runtime/flow/facts';
import type { JsonObject } from '@/runtime/flow/json';
import type { NodeDefinition } from '@/runtime/flow/node-definition';
import { sampleEnvironment } from '@/runtime/flow/sample-facts';

/** How narrowly a start with these settings wants what came in, 0 where it does not; for the table tests of starts. */
export function specificityOf(start: NodeDefinition, config: JsonObject, facts: Facts): number | undefined {
  return start.matches?.(start.config.parse(config), facts, sampleEnvironment()).specificity;
}
