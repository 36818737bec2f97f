import * as z from 'zod';
import { tapeStepSchema } from '@/runtime/flow/execution';
import type { Environment, Facts } from '@/runtime/flow/facts';
import { jsonSchema } from '@/runtime/flow/json';

/** What the engine itself has written and nobody else can: its shape is known, only that it is there is checked. */
function written<Type extends object>() {
  return z.custom<Type>((value) => typeof value === 'object' && value !== null);
}

export const environmentOutput = written<Environment>();

/** A message in the list that the simulator offers. */
export const listedMessageOutput = z.object({
  id: z.string(),
  at: z.date(),
  from: z.object({ name: z.string(), address: z.string() }),
  subject: z.string(),
  text: z.string(),
  language: z.string().nullable(),
  automatic: z.boolean(),
  attachments: z.int(),
  channel: z.string().nullable(),
});

export const nodeExecutionOutput = z.object({
  executionId: z.string(),
  ticketId: z.string(),
  ticketNumber: z.int(),
  subject: z.string(),
  step: tapeStepSchema,
});

const share = z.number().min(0).max(1);

/** A test as `readTestOfNode` counts it. */
export const testOfNodeOutput = z.object({
  node: z.string(),
  variants: z.array(
    z.object({
      value: z.string(),
      label: z.string(),
      started: z.int(),
      tickets: z.int(),
      successes: z.int(),
      share: share.nullable(),
      interval: z.tuple([share, share]).nullable(),
    }),
  ),
  verdict: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('noRule') }),
    z.object({ kind: z.literal('tooFew') }),
    z.object({ kind: z.literal('better'), label: z.string(), others: z.int() }),
    z.object({ kind: z.literal('undecided'), label: z.string().nullable(), wanted: z.int().nullable() }),
  ]),
  capped: z.boolean(),
});

export const replaySelectionOutput = z.object({ ids: z.array(z.string()), capped: z.boolean() });

export const activityAnswerOutput = z.union([
  z.object({ result: jsonSchema }),
  z.object({
    error: z.object({ code: z.string(), message: z.string(), timeout: z.boolean().optional() }),
  }),
]);

/** Recorded messages as `readForReplay` gives them. */
export const recordedBatchOutput = z.object({
  messages: z.array(
    z.object({
      id: z.string(),
      at: z.number(),
      facts: written<Facts>(),
      environmentHash: z.string(),
      activities: z.array(
        z.object({
          nodeId: z.string(),
          activity: z.string(),
          input: jsonSchema,
          answer: activityAnswerOutput,
        }),
      ),
      outcome: z.object({ place: z.string(), automaticReplies: z.int() }),
      steps: z.array(tapeStepSchema),
    }),
  ),
  environments: z.record(z.string(), environmentOutput),
  skipped: z.int(),
});

/** A walk that is played on the canvas. */
export const recordedWalkOutput = z.object({
  flowVersion: z.int(),
  ticketId: z.string(),
  subject: z.string(),
  steps: z.array(tapeStepSchema),
});
