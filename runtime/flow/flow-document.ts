import * as z from 'zod';
import { jsonObjectSchema, jsonSchema } from './json';

/**
 * The flow document in its draft strictness: well formed, though perhaps not yet complete. Drafts always save.
 * What publishing demands beyond it is told by `findProblems` (problems.ts), never by this schema, so that half-done
 * work is never refused. Ids are stable for the life of a node: templates are upgraded by three-way merge on them.
 */
export const FLOW_SCHEMA_VERSION = 1;

/** Ids are chosen by the editor and stay for ever: letters, digits, `-` and `_`. */
export const identifierSchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

/** Kinds of things a flow names symbolically and an installation binds: `queue:billing`, `calendar:office` ... */
export const slotKindSchema = z.enum([
  'queue',
  'calendar',
  'mailbox',
  'chat',
  'hook',
  'team',
  'agent',
  'flow',
  'holidays',
  'cannedReply',
]);
export type SlotKind = z.infer<typeof slotKindSchema>;

/** A name within its slot kind: lower case, so that `Billing` and `billing` are never two things. */
export const slotNameSchema = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/);

/** A sentence in every language the flow speaks. */
export const localizedSchema = z.record(z.string().regex(/^[a-z]{2}$/), z.string());
export type Localized = z.infer<typeof localizedSchema>;

export const flowNodeSchema = z.object({
  id: identifierSchema,
  type: z.string().min(1).max(64),
  /** The version of the node type whose config shape this is; `migrate` of the type lifts older ones. */
  version: z.int().min(1).default(1),
  /** The author's own name for the node; the type's title stands where it is empty. */
  title: z.string().max(120).optional(),
  position: z.object({ x: z.number(), y: z.number() }).default({ x: 0, y: 0 }),
  config: jsonObjectSchema.default({}),
  /** Title and colour group (see `groups`) on the canvas. */
  group: identifierSchema.optional(),
});
export type FlowNode = z.infer<typeof flowNodeSchema>;

export const flowEdgeSchema = z.object({
  id: identifierSchema,
  from: z.object({ node: identifierSchema, port: z.string().min(1).max(64) }),
  to: identifierSchema,
});
export type FlowEdge = z.infer<typeof flowEdgeSchema>;

export const flowVariableSchema = z.object({
  name: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/),
  type: z.enum(['text', 'number', 'boolean', 'date', 'list', 'object']),
  label: localizedSchema.optional(),
  initial: jsonSchema.optional(),
  /** Inputs are given and outputs are taken when another flow calls this one. */
  role: z.enum(['local', 'input', 'output', 'both']).default('local'),
  /** Shown as a field beside the ticket in the inbox. */
  showInInbox: z.boolean().default(false),
});
export type FlowVariable = z.infer<typeof flowVariableSchema>;

export const flowGroupSchema = z.object({
  id: identifierSchema,
  title: z.string().max(120).default(''),
  color: z.enum(['gray', 'blue', 'teal', 'green', 'yellow', 'orange', 'red', 'violet']).default('gray'),
});
export type FlowGroup = z.infer<typeof flowGroupSchema>;

export const flowNoteSchema = z.object({
  id: identifierSchema,
  text: z.string().max(4000).default(''),
  position: z.object({ x: z.number(), y: z.number() }),
  size: z.object({ width: z.number(), height: z.number() }).default({ width: 220, height: 120 }),
  color: z.enum(['yellow', 'gray', 'blue', 'green', 'red']).default('yellow'),
});
export type FlowNote = z.infer<typeof flowNoteSchema>;

export const flowSettingsSchema = z.object({
  /** Where a ticket goes when a path ends in nothing or a node fails without an error edge. A queue slot. */
  fallbackQueue: slotNameSchema.optional(),
  /** A node that takes the `error` of every node whose own error port is not connected. */
  catchNode: identifierSchema.optional(),
  /** Handlers for the whole flow: the customer writes STOP, asks for a human, or answers wrongly `times` times. */
  handlers: z
    .array(
      z.object({
        on: z.enum(['stop', 'human', 'invalidAnswers']),
        words: z.array(z.string().min(1)).optional(),
        times: z.int().min(1).max(20).optional(),
        node: identifierSchema,
      }),
    )
    .default([]),
  /** Languages in which the flow's texts must exist; the first is the fallback. */
  languages: z
    .array(z.string().regex(/^[a-z]{2}$/))
    .min(1)
    .default(['de', 'en']),
});
export type FlowSettings = z.infer<typeof flowSettingsSchema>;

export const flowDocumentSchema = z.object({
  schemaVersion: z.literal(FLOW_SCHEMA_VERSION),
  id: identifierSchema,
  name: z.string().min(1).max(120),
  description: z.string().max(2000).default(''),
  nodes: z.array(flowNodeSchema).max(5000).default([]),
  edges: z.array(flowEdgeSchema).max(20_000).default([]),
  variables: z.array(flowVariableSchema).default([]),
  groups: z.array(flowGroupSchema).default([]),
  notes: z.array(flowNoteSchema).default([]),
  settings: flowSettingsSchema.default({ handlers: [], languages: ['de', 'en'] }),
});
export type FlowDocument = z.infer<typeof flowDocumentSchema>;
