import type { FlowNode } from '@/runtime/flow/flow-document';
import type { JsonObject } from '@/runtime/flow/json';
import type { NodeDefinition } from '@/runtime/flow/node-definition';

// A config object is never changed, only replaced: what was read from it once holds as long as it lives.
const read = new WeakMap<JsonObject, { definition: NodeDefinition; config: unknown }>();

/**
 * The config as its type's schema reads it, with what does not fit yet left to the defaults: the canvas must show ports
 * and summaries of half-done nodes too. `null` where even the defaults do not fit.
 */
export function lenientConfig(node: FlowNode, definition: NodeDefinition): unknown {
  const known = read.get(node.config);
  if (known?.definition === definition) return known.config;
  const config = parseWhatFits(node.config, definition);
  read.set(node.config, { definition, config });
  return config;
}

function parseWhatFits(config: JsonObject, definition: NodeDefinition): unknown {
  const whole = definition.config.safeParse(config);
  if (whole.success) return whole.data;
  const broken = new Set(whole.error.issues.map((issue) => String(issue.path[0])));
  const fitting = Object.fromEntries(Object.entries(config).filter(([key]) => !broken.has(key)));
  const rest = definition.config.safeParse(fitting);
  if (rest.success) return rest.data;
  const defaults = definition.config.safeParse({});
  return defaults.success ? defaults.data : null;
}
