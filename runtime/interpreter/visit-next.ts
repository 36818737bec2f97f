import type { Expressions } from '@/runtime/flow/expressions';
import type { Outcome } from '@/runtime/flow/node-definition';
import { failureOf, NodeWalkContext } from './node-walk-context';
import type { Walk } from './walk';

/** Visits of nodes that one event, and one execution in all, may cause. */
export const STEPS_PER_EVENT = 1_000;
export const STEPS_PER_EXECUTION = 10_000;

/** Visits the node at which the walk stands and gives its answer. A promise only where the node answers with one. */
export function visitNext(walk: Walk, expressions: Expressions): Outcome | Promise<Outcome> {
  const visited = walk.next;
  if (visited === null) throw new Error('There is no node to visit.');
  const { node, resumed, answered } = visited;
  walk.state.cursor = node.id;
  if (walk.steps >= STEPS_PER_EVENT || walk.state.steps >= STEPS_PER_EXECUTION) return spent(walk);
  walk.steps += 1;
  walk.state.steps += 1;
  const { definition } = node;
  if (definition === null)
    return {
      kind: 'fail',
      code: 'typeUnknown',
      message: node.invalid ?? 'The node type is not known here.',
    };
  if (node.invalid !== null) return { kind: 'fail', code: 'notReady', message: node.invalid };
  const context = new NodeWalkContext(walk, node, answered, expressions);
  try {
    const outcome = resumed && definition.resume ? definition.resume(context) : definition.run(context);
    return outcome instanceof Promise ? outcome.catch(failureOf) : outcome;
  } catch (error) {
    return failureOf(error);
  }
}

function spent(walk: Walk): Outcome {
  walk.spent = true;
  const [budget, scope] =
    walk.steps >= STEPS_PER_EVENT ? [STEPS_PER_EVENT, 'for one event'] : [STEPS_PER_EXECUTION, 'in all'];
  return {
    kind: 'fail',
    code: 'stepBudget',
    message: `The flow visited ${budget} nodes ${scope} without coming to an end.`,
  };
}
