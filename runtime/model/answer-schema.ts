import * as z from 'zod';

/** Words of JSON Schema that servers refuse in strict mode; what they say is checked when the answer is there. */
const NOT_SENT = new Set(['$schema', 'default', 'minLength', 'maxLength']);

/**
 * JSON Schema for structured output in strict mode: every property is required and no other is allowed, so optional answers are
 * written as `nullable()`.
 */
export function answerSchema(schema: z.ZodType): Record<string, unknown> {
  const written = without(z.toJSONSchema(schema, { target: 'draft-7' }));
  return isRecord(written) ? written : {};
}

function without(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(without);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, child]) => !(NOT_SENT.has(key) && typeof child !== 'object'))
      .map(([key, child]) => [key, without(child)]),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
