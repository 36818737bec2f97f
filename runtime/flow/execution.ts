import * as z from 'zod';
import type { Facts } from './facts';
import { type Json, jsonObjectSchema, jsonSchema } from './json';

/** Shapes of one execution: events in, commands out, the state between them, and the tape that remembers it all. */
export const EXECUTION_SCHEMA_VERSION = 1;

const eventBase = {
  /** Unique within the execution: an event delivered twice is consumed once. */
  id: z.string(),
  /** The event's own time, milliseconds since the epoch. The interpreter knows no other clock. */
  at: z.number(),
};

export const flowEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('messageReceived'), ...eventBase, messageId: z.string() }),
  z.object({ type: z.literal('timerFired'), ...eventBase, seq: z.int() }),
  z.object({ type: z.literal('activityCompleted'), ...eventBase, seq: z.int(), result: jsonSchema }),
  z.object({
    type: z.literal('activityFailed'),
    ...eventBase,
    seq: z.int(),
    code: z.string(),
    message: z.string(),
    timeout: z.boolean(),
  }),
  z.object({
    type: z.literal('handoffEnded'),
    ...eventBase,
    /** `transferred`: an agent put the ticket into another queue. */
    reason: z.enum(['closed', 'returned', 'transferred']),
    by: z.string().nullable(),
  }),
  z.object({ type: z.literal('cancelled'), ...eventBase, reason: z.string() }),
]);
export type FlowEvent = z.infer<typeof flowEventSchema>;
export type FlowEventOf<Type extends FlowEvent['type']> = Extract<FlowEvent, { type: Type }>;

/** Text a customer gets. `html` is made of `text` where it is missing. */
const messageBodySchema = z.object({
  subject: z.string().optional(),
  text: z.string(),
  html: z.string().optional(),
  language: z.string(),
});

/** What an installation knows of every customer; a field of one's own is a `field`. */
const customerProfileSchema = z.object({
  name: z.string().optional(),
  language: z.string().optional(),
  timeZone: z.string().optional(),
});
export type CustomerProfile = z.infer<typeof customerProfileSchema>;

const nodeCommandSchemas = [
  z.object({
    type: z.literal('sendMessage'),
    /** `automatic` carries Auto-Submitted: auto-replied (RFC 3834) and counts against the caps; `flow` is asked for by the customer. */
    purpose: z.enum(['automatic', 'flow', 'notification']),
    /** `null`: to the customer of the ticket by the channel his last message came by. */
    to: z.array(z.object({ name: z.string(), address: z.string() })).nullable(),
    body: messageBodySchema,
    quickReplies: z.array(z.object({ label: z.string(), value: jsonSchema })).optional(),
    attachOriginal: z.boolean().optional(),
  }),
  z.object({ type: z.literal('startTimer'), at: z.number() }),
  z.object({ type: z.literal('cancelTimer'), timerSeq: z.int() }),
  z.object({
    type: z.literal('callActivity'),
    activity: z.string(),
    input: jsonSchema,
    timeoutMs: z.number(),
  }),
  z.object({
    type: z.literal('enqueueTicket'),
    queue: z.string(),
    priority: z.number().nullable(),
    reason: z.string().nullable(),
  }),
  z.object({ type: z.literal('assignTicket'), agent: z.string().nullable(), team: z.string().nullable() }),
  z.object({
    type: z.literal('setTicketFields'),
    fields: jsonObjectSchema,
    tags: z.object({ add: z.array(z.string()), remove: z.array(z.string()) }).optional(),
    priority: z.number().optional(),
    subject: z.string().optional(),
  }),
  z.object({
    type: z.literal('setCustomerFields'),
    fields: jsonObjectSchema,
    profile: customerProfileSchema.optional(),
  }),
  z.object({ type: z.literal('addNote'), text: z.string() }),
  z.object({ type: z.literal('closeTicket'), reason: z.string().nullable() }),
  z.object({ type: z.literal('reopenTicket'), reason: z.string().nullable() }),
  z.object({ type: z.literal('mergeTicket'), into: z.string() }),
  z.object({ type: z.literal('startSubflow'), flow: z.string(), input: jsonObjectSchema }),
  z.object({ type: z.literal('emitEvent'), name: z.string(), data: jsonSchema }),
] as const;

/** What a node asks for. The interpreter adds `seq` and `nodeId`; together with the execution's id that is the idempotency key. */
export const nodeCommandSchema = z.discriminatedUnion('type', nodeCommandSchemas);
export type NodeCommand = z.infer<typeof nodeCommandSchema>;
export type Command = NodeCommand & { seq: number; nodeId: string };
export type CommandOf<Type extends NodeCommand['type']> = Extract<Command, { type: Type }>;

/**
 * A value of an explanation. What every reader sees in his own way is kept as what it is: words that exist in several languages, an
 * instant (milliseconds) with its time zone, a language by its code, a
 * field by its path, a failure.
 */
export const becauseValueSchema = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.object({ texts: z.record(z.string(), z.string()) }),
  z.object({ instant: z.number(), timeZone: z.string() }),
  z.object({ language: z.string() }),
  z.object({ field: z.string() }),
  z.object({ failure: z.object({ code: z.string(), message: z.string() }) }),
]);
export type BecauseValue = z.infer<typeof becauseValueSchema>;

/** Why a node decided as it did: a key in its texts and the values for it. Every decision explains itself. */
export const becauseSchema = z.object({
  key: z.string(),
  values: z.record(z.string(), becauseValueSchema).default({}),
});
export type Because = z.infer<typeof becauseSchema>;

export const waitForSchema = z.enum(['activity', 'timer', 'message', 'handoff']);
export const waitSchema = z.object({
  seq: z.int(),
  nodeId: z.string(),
  for: waitForSchema,
  deadline: z.number().nullable(),
});
export type Wait = z.infer<typeof waitSchema>;

export const frameSchema = z.object({
  /** The flow that called, where it goes on, and its variables. */
  flowId: z.string(),
  flowVersion: z.int(),
  nodeId: z.string(),
  variables: jsonObjectSchema,
  nodeState: jsonObjectSchema,
});

/** Small plain JSON. The flow and the trace are not in it. */
export const executionStateSchema = z.object({
  schemaVersion: z.literal(EXECUTION_SCHEMA_VERSION),
  executionId: z.string(),
  ticketId: z.string(),
  /** The flow being walked now: a sub-flow while `frames` is not empty. */
  flowId: z.string(),
  flowVersion: z.int(),
  status: z.enum(['running', 'waiting', 'completed', 'failed', 'cancelled']),
  /** The node that waits, or at which it ended. */
  cursor: z.string().nullable(),
  frames: z.array(frameSchema),
  variables: jsonObjectSchema,
  /** What a node remembers between visits, by node id. */
  nodeState: jsonObjectSchema,
  waits: z.array(waitSchema),
  nextSeq: z.int(),
  steps: z.int(),
  /** Whether the ticket has found a place: queue, close or reply. Without one it goes to the fallback queue. */
  settled: z.boolean(),
  /** Ids of the last messages and hand-over ends that were taken, newest last: an event delivered twice is consumed once. */
  consumed: z.array(z.string()).default([]),
  /** Answers in a row that a question refused; the flow's `invalidAnswers` handler counts them. */
  invalidAnswers: z.int().default(0),
  failure: z.object({ nodeId: z.string(), code: z.string(), message: z.string() }).nullable(),
});
export type ExecutionState = z.infer<typeof executionStateSchema>;

/** One step on the tape. */
export const tapeStepSchema = z.object({
  /** The event that caused the step, and its clock. */
  event: z.string(),
  at: z.number(),
  flowId: z.string(),
  flowVersion: z.int(),
  nodeId: z.string(),
  nodeType: z.string(),
  /** `port` taken, `wait`, `end` or `fail`. */
  outcome: z.enum(['port', 'wait', 'end', 'fail']),
  port: z.string().nullable(),
  because: becauseSchema.nullable(),
  /** Where the interpreter led the ticket on its own: the flow's catch, the fallback queue, or a handler of the flow. */
  detour: z.enum(['catch', 'fallback', 'handler']).optional(),
  /** What went wrong, with `fail`, and `noPlace` where a path ended without queue, close or reply. */
  failure: z.object({ code: z.string(), message: z.string() }).optional(),
  /** Inputs that decided: small, for people to read. */
  read: jsonObjectSchema.optional(),
  commands: z.array(z.int()),
});
export type TapeStep = z.infer<typeof tapeStepSchema>;

/** The recorded list of events, decisions and results of an execution: replaying it gives the same commands. */
export interface TapeEntry {
  event: FlowEvent;
  /** Facts and environment as they were; the engine stores message texts once, by reference. */
  facts: Facts;
  environmentHash: string;
  steps: TapeStep[];
  commands: Command[];
  ignored?: string;
}

export interface Advance {
  state: ExecutionState;
  commands: Command[];
  trace: TapeStep[];
  /** Why the event had no effect (no open wait matches it, the execution has ended ...). */
  ignored?: string;
}

export type JsonValue = Json;
