import type * as z from 'zod';

type Path = (string | number)[];

/** What zod keeps of a schema; as in walk-config.ts. */
interface SchemaParts {
  type: string;
  shape?: Record<string, z.ZodType>;
  catchall?: z.ZodType;
  element?: z.ZodType;
  innerType?: z.ZodType;
  options?: z.ZodType[];
  valueType?: z.ZodType;
  in?: z.ZodType;
  getter?: () => z.ZodType;
}

/**
 * Paths of the keys that a schema does not know and that parsing would drop without a word: a misspelt setting must not look like one
 * that counts.
 */
export function unknownKeys(schema: z.ZodType, value: unknown, path: Path = []): Path[] {
  // zod's public types do not tell a schema's kind; its definition object does.
  const parts = schema.def as unknown as SchemaParts;
  const inner =
    parts.innerType ??
    (parts.type === 'pipe' ? parts.in : undefined) ??
    (parts.type === 'lazy' ? parts.getter?.() : undefined);
  if (inner) return unknownKeys(inner, value, path);
  if (parts.type === 'union') {
    const fitting = parts.options?.find((option) => option.safeParse(value).success);
    return fitting ? unknownKeys(fitting, value, path) : [];
  }
  if (Array.isArray(value)) {
    const { element } = parts;
    return element ? value.flatMap((item, index) => unknownKeys(element, item, [...path, index])) : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  const entries: [string, unknown][] = Object.entries(value);
  const { valueType, shape } = parts;
  if (parts.type === 'record' && valueType)
    return entries.flatMap(([key, item]) => unknownKeys(valueType, item, [...path, key]));
  if (parts.type !== 'object' || !shape || parts.catchall) return [];
  return entries.flatMap(([key, item]) => {
    const known = Object.hasOwn(shape, key) ? shape[key] : undefined;
    return known ? unknownKeys(known, item, [...path, key]) : [[...path, key]];
  });
}
