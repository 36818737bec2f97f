import * as z from 'zod';
import { flowDocumentSchema } from './flow-document';
import type { JsonObject } from './json';
import type { NodeRegistry } from './node-definition';

/**
 * JSON Schema (2020-12) of the flow document, with the settings of every node type of this installation: for editors and for tools
 * outside. What `x-` names carry is how a field is drawn.
 */
export function flowJsonSchema(registry: NodeRegistry): JsonObject {
  const schema = toSchema(flowDocumentSchema);
  const configs = [...registry.values()].map((definition) => ({
    if: { properties: { type: { const: definition.type } }, required: ['type'] },
    // biome-ignore lint/suspicious/noThenProperty: `then` is a word of JSON Schema.
    then: { properties: { config: toSchema(definition.config) } },
  }));
  const nodes = at(at(schema, 'properties'), 'nodes');
  const items = at(nodes, 'items');
  return {
    ...schema,
    title: 'Stellwerk flow',
    properties: { ...at(schema, 'properties'), nodes: { ...nodes, items: { ...items, allOf: configs } } },
  };
}

function toSchema(schema: z.ZodType): JsonObject {
  // zod writes plain JSON.
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonObject;
}

function at(schema: JsonObject, key: string): JsonObject {
  const value = schema[key];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
