import type * as z from 'zod';
import type { FlowNode } from '@/runtime/flow/flow-document';
import type { JsonObject } from '@/runtime/flow/json';
import type { NodeDefinition } from '@/runtime/flow/node-definition';

// A config object is never changed, only replaced: what was read from it once holds as long as it lives.
const read = new WeakMap<JsonObject, { definition: NodeDefinition; config: unknown }>();

/**
 * The config as its type's schema reads it, with what is missing or does not fit yet left empty: the canvas must show
 * ports and summaries of half-done nodes too.
 */
export function lenientConfig(node: FlowNode, definition: NodeDefinition): unknown {
  const known = read.get(node.config);
  if (known?.definition === definition) return known.config;
  const config = parseWhatFits(node.config, definition.config);
  read.set(node.config, { definition, config });
  return config;
}

function parseWhatFits(config: JsonObject, schema: z.ZodType): unknown {
  const whole = schema.safeParse(config);
  if (whole.success) return whole.data;
  const { shape } = partsOf(schema);
  if (!shape) return config;
  return Object.fromEntries(
    Object.entries(shape).map(([key, field]) => {
      const value = field.safeParse(config[key]);
      if (value.success) return [key, value.data];
      const otherwise = field.safeParse(undefined);
      return [key, otherwise.success ? otherwise.data : emptyValue(field)];
    }),
  );
}

function emptyValue(schema: z.ZodType): unknown {
  const { type, innerType } = partsOf(schema);
  if (innerType) return emptyValue(innerType);
  switch (type) {
    case 'string':
      return '';
    case 'number':
      return 0;
    case 'boolean':
      return false;
    case 'array':
      return [];
    case 'object':
      return parseWhatFits({}, schema);
    case 'record':
      return {};
    default:
      return null;
  }
}

interface SchemaParts {
  type: string;
  shape?: Record<string, z.ZodType>;
  innerType?: z.ZodType;
}

/** zod's public types do not tell a schema's kind; its definition object does. */
function partsOf(schema: z.ZodType): SchemaParts {
  return schema.def as unknown as SchemaParts;
}
