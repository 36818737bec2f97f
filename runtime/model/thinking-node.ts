import * as z from 'zod';
import { templateField } from '@/runtime/flow/config-schemas';
import type { FlowEvent } from '@/runtime/flow/execution';
import type { Failure } from '@/runtime/flow/failure-sentence';
import type { Json } from '@/runtime/flow/json';
import { fail, go, type Outcome, type PortDefinition, wait } from '@/runtime/flow/node-definition';

// What node types have in common that give a text to a model or to something built in. Pure: it serves `node.ts`.

export const textField = templateField
  .default('{{message.subject}}\n\n{{message.text}}')
  .meta({ advanced: true });
export const timeoutField = z.int().min(1).max(120).default(20).meta({ widget: 'duration', advanced: true });

/** Settings of every such node type that can do without a model. */
export const THINKING_FIELDS = {
  /** Who does it: `auto` is the model where one is set up. */
  engine: z.enum(['auto', 'builtIn', 'model']).default('auto').meta({ widget: 'select', advanced: true }),
  text: textField,
  timeoutSeconds: timeoutField,
};
/** Who did it. */
export const usedEngineSchema = z.enum(['builtIn', 'model']);

export const THINKING_PORTS: readonly PortDefinition[] = [
  { id: 'timeout', kind: 'timeout' },
  { id: 'error', kind: 'error' },
];

/** Characters of a text that travel with a command. Models get less (`dataLimit`). */
const MAX_CHARACTERS = 20_000;

export function readText(fill: (template: string) => string, template: string): string {
  return fill(template).trim().slice(0, MAX_CHARACTERS);
}

/** Asks the activity. The node's texts need `because.asked`. */
export function think(activity: string, input: Json, timeoutSeconds: number): Outcome {
  return wait([{ for: 'activity', activity, input, timeoutMs: timeoutSeconds * 1000 }], {
    because: { key: 'asked', values: {} },
  });
}

/**
 * The answer of the activity, or where a node goes on without one. Its texts need `because.timeout` with `seconds`, and
 * `because.failed` with `failure`, a sentence.
 */
export function readThought<Schema extends z.ZodType>(
  event: FlowEvent,
  timeoutSeconds: number,
  schema: Schema,
): { answer: z.infer<Schema> } | { outcome: Outcome } {
  if (event.type === 'activityFailed') {
    if (event.timeout)
      return { outcome: go('timeout', { because: { key: 'timeout', values: { seconds: timeoutSeconds } } }) };
    return { outcome: failed(event) };
  }
  const answer = event.type === 'activityCompleted' ? schema.safeParse(event.result) : null;
  if (answer?.success) return { answer: answer.data };
  return { outcome: failed({ code: 'badAnswer', message: 'The answer cannot be used.' }) };
}

function failed({ code, message }: Failure): Outcome {
  return fail(code, message, {
    because: { key: 'failed', values: { failure: { failure: { code, message } } } },
  });
}
