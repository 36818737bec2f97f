import * as z from 'zod';
import { flowDocumentSchema, localizedSchema } from '@/runtime/flow/flow-document';
import { templateParameterSchema } from '@/runtime/library/template-parameters';

const author = z.object({ id: z.string(), name: z.string() }).nullable();
export const flowStateOutput = z.enum(['draft', 'published', 'paused', 'archived']);

export const problemOutput = z.object({
  level: z.enum(['error', 'warning']),
  code: z.string(),
  nodeId: z.string().optional(),
  path: z.array(z.union([z.string(), z.number()])).optional(),
  message: z.object({
    from: z.enum(['flow', 'node']),
    key: z.string(),
    values: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
});

/** What was planned, without the document that will be published. */
export const plannedOutput = z.object({ at: z.date(), note: z.string(), by: z.string().nullable() });
export const refusedOutput = z.object({
  at: z.date(),
  note: z.string(),
  by: z.string().nullable(),
  code: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
});

export const flowListOutput = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    folder: z.string(),
    state: flowStateOutput,
    nodes: z.int(),
    problems: z.object({ errors: z.int(), warnings: z.int() }),
    publishedVersion: z.int().nullable(),
    publishedAt: z.date().nullable(),
    publishedBy: z.string().nullable(),
    updatedAt: z.date(),
    updatedBy: z.string().nullable(),
    changed: z.boolean(),
    plannedAt: z.date().nullable(),
    publicationRefused: z.boolean(),
    templateUpgrade: z.string().nullable(),
  }),
);

export const openedFlowOutput = z.object({
  document: flowDocumentSchema,
  revision: z.int(),
  publishedVersion: z.int().nullable(),
  state: flowStateOutput,
  updatedAt: z.date(),
  updatedBy: z.string().nullable(),
});

export const draftSavedOutput = z.discriminatedUnion('saved', [
  z.object({ saved: z.literal(true), revision: z.int() }),
  z.object({ saved: z.literal(false), revision: z.int(), document: flowDocumentSchema }),
]);

export const flowTrafficOutput = z.object({
  executions: z.int(),
  capped: z.boolean(),
  ports: z.array(z.object({ node: z.string(), port: z.string(), count: z.int() })),
  stopped: z.array(z.object({ node: z.string(), count: z.int() })),
  waiting: z.array(z.object({ node: z.string(), count: z.int() })),
});

const version = z.object({
  version: z.int(),
  note: z.string(),
  author,
  publishedAt: z.date(),
  /** Came of a plan. */
  publicationId: z.string().optional(),
});
export const versionListOutput = z.array(version);
export const flowVersionOutput = version.extend({ document: flowDocumentSchema });

const template = z.object({
  name: z.string(),
  version: z.string(),
  title: localizedSchema,
  description: localizedSchema,
  tags: z.array(z.string()),
  nodes: z.int(),
  parameters: z.array(templateParameterSchema),
  slots: z.record(z.string(), localizedSchema),
  document: flowDocumentSchema,
});
export const templateListOutput = z.array(
  template.extend({
    /** Of each node type in it: its small picture is coloured by them, without the registry. */
    categories: z.record(z.string(), z.enum(['start', 'decide', 'think', 'do'])),
  }),
);
export const templateOutput = template.extend({ problems: z.array(problemOutput) });

export const importPreviewOutput = z.object({
  document: flowDocumentSchema,
  problems: z.array(problemOutput),
});

export const idOutput = z.object({ id: z.string() });

/** `moveId`: executions that waited are being moved. */
export const publicationOutput = z.object({ version: z.int(), moveId: z.string().nullish() });

/** Who edits a node; of two that are heard of, the one with the higher turn. */
export const nodeClaimOutput = z.object({ client: z.string(), name: z.string(), turn: z.int() });
