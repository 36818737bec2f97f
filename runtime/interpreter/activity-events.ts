import type { FlowEvent } from '@/runtime/flow/execution';
import type { Json } from '@/runtime/flow/json';

// For the table tests of node types: what a node hears of the activity that it ordered.

/** The activity has answered. `at`: epoch milliseconds. */
export function activityAnswered(result: Json, at = 1): FlowEvent {
  return { type: 'activityCompleted', id: 'r', at, seq: 1, result };
}

/** The activity has failed, or its time was up. */
export function activityFailed({ code = 'down', timeout = false } = {}): FlowEvent {
  return { type: 'activityFailed', id: 'r', at: 1, seq: 1, code, message: 'Why.', timeout };
}
