import * as z from 'zod';
import { variableField } from '@/runtime/flow/config-schemas';
import type { Because, FlowEvent } from '@/runtime/flow/execution';
import { go, type Outcome, type PortDefinition } from '@/runtime/flow/node-definition';
import { readThought, THINKING_PORTS, textField, timeoutField } from './thinking-node';

// What node types have in common that let a model write a text about a message. Pure: it serves `node.ts`.

export const WRITING_PORTS: readonly PortDefinition[] = [{ id: 'next', kind: 'exit' }, ...THINKING_PORTS];

/** @param variable where the text is kept unless the author says otherwise */
export function writingFields(variable: string) {
  return {
    variable: variableField.default(variable).meta({ advanced: true }),
    text: textField,
    timeoutSeconds: timeoutField.default(60),
  };
}

/** What the activity asks the model for, and answers. */
export const writtenTextSchema = z.object({ text: z.string().min(1) });

/** Keeps what was written, as a note too where that is wanted, and leads on. */
export function keepWritten(
  event: FlowEvent,
  { variable, timeoutSeconds }: { variable: string; timeoutSeconds: number },
  { note, because }: { note: boolean; because: Because },
): Outcome {
  const thought = readThought(event, timeoutSeconds, writtenTextSchema);
  if ('outcome' in thought) return thought.outcome;
  const { text } = thought.answer;
  return go('next', {
    set: { [variable]: text },
    commands: note ? [{ type: 'addNote', text }] : [],
    because,
  });
}
