import * as z from 'zod';
import {
  type FlowDocument,
  flowEdgeSchema,
  flowGroupSchema,
  flowNodeSchema,
  flowNoteSchema,
  flowSettingsSchema,
  flowVariableSchema,
  identifierSchema,
} from './flow-document';
import { jsonObjectSchema } from './json';
import { connect, disconnect, insertOnEdge } from './operations-edges';
import {
  addGroup,
  addNote,
  removeGroup,
  removeNotes,
  setGroup,
  setNodeGroup,
  setNote,
} from './operations-frames';
import {
  addNode,
  insertFragment,
  moveItems,
  removeItems,
  setConfig,
  setNodeVersion,
  setTitle,
} from './operations-nodes';
import { addVariable, removeVariable, setVariable } from './operations-variables';

const positionSchema = z.object({ x: z.number(), y: z.number() });
const portSchema = z.object({ node: identifierSchema, port: z.string().min(1).max(64) });

/** A piece of a flow that can be put into any flow: what copy puts on the clipboard and a shape brings. */
export const flowFragmentSchema = z.object({
  nodes: z.array(flowNodeSchema),
  edges: z.array(flowEdgeSchema),
  groups: z.array(flowGroupSchema).default([]),
  notes: z.array(flowNoteSchema).default([]),
});
export type FlowFragment = z.infer<typeof flowFragmentSchema>;

/** Parts to change; what is left out stays. (`partial()` alone would bring the defaults back in.) */
const noteValuesSchema = z
  .object({
    text: flowNoteSchema.shape.text.unwrap(),
    position: flowNoteSchema.shape.position,
    size: flowNoteSchema.shape.size.unwrap(),
    color: flowNoteSchema.shape.color.unwrap(),
  })
  .partial();
const groupValuesSchema = z
  .object({ title: flowGroupSchema.shape.title.unwrap(), color: flowGroupSchema.shape.color.unwrap() })
  .partial();

const simpleOperationSchemas = [
  /** Adds a node; with `from` it is connected to that port in the same edit. */
  z.object({
    type: z.literal('addNode'),
    node: flowNodeSchema,
    from: portSchema.extend({ edge: identifierSchema }).optional(),
  }),
  /** Takes nodes, edges and notes away; with `heal` what led to a node leads on to what its only exit led to. */
  z.object({
    type: z.literal('remove'),
    nodes: z.array(identifierSchema).default([]),
    edges: z.array(identifierSchema).default([]),
    notes: z.array(identifierSchema).default([]),
    heal: z.boolean().default(false),
  }),
  /** Moves nodes and notes to absolute positions. */
  z.object({ type: z.literal('move'), positions: z.record(identifierSchema, positionSchema) }),
  z.object({ type: z.literal('setConfig'), node: identifierSchema, config: jsonObjectSchema }),
  z.object({ type: z.literal('setTitle'), node: identifierSchema, title: z.string().max(120) }),
  z.object({
    type: z.literal('setNodeVersion'),
    node: identifierSchema,
    version: z.int().min(1),
    config: jsonObjectSchema,
  }),
  /** A port leads to one node: an edge that leaves the port already is replaced. */
  z.object({ type: z.literal('connect'), edge: flowEdgeSchema }),
  z.object({ type: z.literal('disconnect'), edges: z.array(identifierSchema) }),
  /** Puts a node in the middle of an edge: the edge now leads to it, and `port` of it leads on by the edge `leaving`. */
  z.object({
    type: z.literal('insertOnEdge'),
    edge: identifierSchema,
    node: flowNodeSchema,
    port: z.string().min(1).max(64),
    leaving: identifierSchema,
  }),
  /** Puts a fragment (paste, duplicate) into the flow; its ids are fresh. */
  z.object({ type: z.literal('insert'), fragment: flowFragmentSchema }),
  z.object({ type: z.literal('addNote'), note: flowNoteSchema }),
  z.object({
    type: z.literal('setNote'),
    note: identifierSchema,
    values: noteValuesSchema,
  }),
  z.object({ type: z.literal('removeNotes'), notes: z.array(identifierSchema) }),
  z.object({ type: z.literal('addGroup'), group: flowGroupSchema, nodes: z.array(identifierSchema) }),
  z.object({
    type: z.literal('setGroup'),
    group: identifierSchema,
    values: groupValuesSchema,
  }),
  z.object({
    type: z.literal('setNodeGroup'),
    nodes: z.array(identifierSchema),
    group: identifierSchema.nullable(),
  }),
  /** Dissolves a group; its nodes stay. */
  z.object({ type: z.literal('removeGroup'), group: identifierSchema }),
  z.object({ type: z.literal('addVariable'), variable: flowVariableSchema }),
  /** Changes a variable; a new name is written into every `vars.<name>` that names it. */
  z.object({ type: z.literal('setVariable'), name: z.string(), variable: flowVariableSchema }),
  z.object({ type: z.literal('removeVariable'), name: z.string() }),
  z.object({ type: z.literal('setSettings'), settings: flowSettingsSchema }),
  z.object({ type: z.literal('rename'), name: z.string().trim().min(1).max(120) }),
  z.object({ type: z.literal('describe'), description: z.string().max(2000) }),
] as const;

const simpleOperationSchema = z.discriminatedUnion('type', simpleOperationSchemas);
type SimpleOperation = z.infer<typeof simpleOperationSchema>;

/** One edit. `batch` is several as one: all of them or none. */
export const operationSchema = z.discriminatedUnion('type', [
  ...simpleOperationSchemas,
  z.object({ type: z.literal('batch'), operations: z.array(simpleOperationSchema) }),
]);
/** As written by callers (defaults may be missing). */
export type Operation = z.input<typeof operationSchema>;

/**
 * Applies one edit and gives the new flow; the old one stays as it was, and everything not touched keeps its identity.
 * Browser and server edit by this function alone.
 * @throws OperationError when the edit would leave a flow that is not well formed.
 */
export function applyOperation(flow: FlowDocument, operation: Operation): FlowDocument {
  if (operation.type === 'batch') return operation.operations.reduce(applySimple, flow);
  return applySimple(flow, operation);
}

function applySimple(flow: FlowDocument, operation: z.input<typeof simpleOperationSchema>): FlowDocument {
  const known: SimpleOperation = simpleOperationSchema.parse(operation);
  switch (known.type) {
    case 'addNode':
      return addNode(flow, known.node, known.from);
    case 'remove':
      return removeItems(flow, known);
    case 'move':
      return moveItems(flow, known.positions);
    case 'setConfig':
      return setConfig(flow, known.node, known.config);
    case 'setTitle':
      return setTitle(flow, known.node, known.title);
    case 'setNodeVersion':
      return setNodeVersion(flow, known.node, known.version, known.config);
    case 'connect':
      return connect(flow, known.edge);
    case 'disconnect':
      return disconnect(flow, known.edges);
    case 'insertOnEdge':
      return insertOnEdge(flow, known);
    case 'insert':
      return insertFragment(flow, known.fragment);
    case 'addNote':
      return addNote(flow, known.note);
    case 'setNote':
      return setNote(flow, known.note, known.values);
    case 'removeNotes':
      return removeNotes(flow, known.notes);
    case 'addGroup':
      return addGroup(flow, known.group, known.nodes);
    case 'setGroup':
      return setGroup(flow, known.group, known.values);
    case 'setNodeGroup':
      return setNodeGroup(flow, known.nodes, known.group);
    case 'removeGroup':
      return removeGroup(flow, known.group);
    case 'addVariable':
      return addVariable(flow, known.variable);
    case 'setVariable':
      return setVariable(flow, known.name, known.variable);
    case 'removeVariable':
      return removeVariable(flow, known.name);
    case 'setSettings':
      return { ...flow, settings: known.settings };
    case 'rename':
      return { ...flow, name: known.name };
    case 'describe':
      return { ...flow, description: known.description };
  }
}
