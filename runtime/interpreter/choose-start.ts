import type { CompiledFlow, CompiledNode } from '@/runtime/flow/compile';
import type { Environment, Facts } from '@/runtime/flow/facts';

export interface ChosenStart {
  flow: CompiledFlow;
  node: CompiledNode;
  specificity: number;
}

/**
 * The flow and start node that take a message: the most specific match wins, among equals the first flow given (give them
 * oldest first). `null` when no flow takes it.
 */
export function chooseStart(
  flows: readonly CompiledFlow[],
  facts: Facts,
  environment: Environment,
): ChosenStart | null {
  let chosen: ChosenStart | null = null;
  for (const flow of flows) {
    for (const node of flow.starts) {
      if (node.invalid !== null) continue;
      const specificity = node.definition?.matches?.(node.config, facts, environment).specificity ?? 0;
      if (specificity > (chosen?.specificity ?? 0)) chosen = { flow, node, specificity };
    }
  }
  return chosen;
}
