import type * as z from 'zod';
import type { FieldMeta } from './node-definition';

export interface ConfigField {
  /** Where the value stands in the config: `['routes', 0, 'name']`. */
  path: (string | number)[];
  meta: FieldMeta;
  value: unknown;
}

/**
 * Every field of a config that is drawn, with its marks, found by walking schema and config together. Slots, expressions,
 * templates and localised texts are all found by this one way, so a new node type needs no list elsewhere.
 */
export function configFields(schema: z.ZodType, config: unknown): ConfigField[] {
  const fields: ConfigField[] = [];
  collect(schema, config, [], {}, fields);
  return fields;
}

/** What zod keeps of a schema; read here alone. */
interface SchemaParts {
  type: string;
  shape?: Record<string, z.ZodType>;
  element?: z.ZodType;
  innerType?: z.ZodType;
  options?: z.ZodType[];
  valueType?: z.ZodType;
  items?: z.ZodType[];
  in?: z.ZodType;
  getter?: () => z.ZodType;
}

function collect(
  schema: z.ZodType,
  value: unknown,
  path: (string | number)[],
  outerMeta: FieldMeta,
  fields: ConfigField[],
): void {
  // zod's public types do not tell a schema's kind; its definition object does.
  const parts = schema.def as unknown as SchemaParts;
  const meta = { ...schema.meta(), ...outerMeta };
  const inner = parts.innerType ?? (parts.type === 'pipe' ? parts.in : undefined);
  if (inner) {
    collect(inner, value, path, meta, fields);
    return;
  }
  if (parts.type === 'lazy' && parts.getter) {
    collect(parts.getter(), value, path, meta, fields);
    return;
  }
  if (path.length > 0 && (meta.widget !== undefined || meta.slot !== undefined))
    fields.push({ path, meta, value });
  if (meta.widget === 'rules') return;
  // What lies within a widget that draws the whole value (categories, assignments ...) may be marked too.
  if (parts.type === 'object' && parts.shape && isRecord(value)) {
    for (const [key, child] of Object.entries(parts.shape)) {
      collect(child, value[key], [...path, key], {}, fields);
    }
  } else if (parts.type === 'array' && parts.element && Array.isArray(value)) {
    for (const [index, item] of value.entries()) collect(parts.element, item, [...path, index], {}, fields);
  } else if (parts.type === 'record' && parts.valueType && isRecord(value)) {
    for (const [key, item] of Object.entries(value))
      collect(parts.valueType, item, [...path, key], {}, fields);
  } else if (parts.type === 'union' && parts.options) {
    const fitting = parts.options.find((option) => option.safeParse(value).success);
    if (fitting) collect(fitting, value, path, {}, fields);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
