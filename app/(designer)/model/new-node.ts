import type { FlowNode } from '@/runtime/flow/flow-document';
import { jsonObjectSchema } from '@/runtime/flow/json';
import type { NodeDefinition } from '@/runtime/flow/node-definition';
import { newId } from './new-id';

/** A node of a type as it comes out of the palette: the defaults of its schema, where they make a config. */
export function newNode(definition: NodeDefinition, position: { x: number; y: number }): FlowNode {
  return {
    id: newId(definition.type),
    type: definition.type,
    version: definition.version,
    position: { x: Math.round(position.x), y: Math.round(position.y) },
    config: defaultConfig(definition),
  };
}

function defaultConfig(definition: NodeDefinition): FlowNode['config'] {
  const parsed = definition.config.safeParse({});
  if (!parsed.success) return {};
  // Through JSON, as it will be stored: defaults that say "undefined" are no values.
  return jsonObjectSchema.parse(JSON.parse(JSON.stringify(parsed.data)));
}
