import * as z from 'zod';
import { templateField, variableNameSchema } from '@/runtime/flow/config-schemas';
import type { Json, JsonObject } from '@/runtime/flow/json';
import { LinearRegExp } from '@/runtime/flow/linear-regex';
import { type ConfigProblem, defineNode, fail, go, type Outcome, wait } from '@/runtime/flow/node-definition';
import { readText } from '@/runtime/flow/read-answer';

const fieldSchema = z.object({
  name: variableNameSchema,
  kind: z.enum(['text', 'number', 'date', 'email']).default('text').meta({ widget: 'select' }),
  description: z.string().max(500).default(''),
  pattern: z.string().max(500).default(''),
  required: z.boolean().default(true).meta({ widget: 'switch' }),
});
type Field = z.infer<typeof fieldSchema>;

export const extractConfigSchema = z.object({
  fields: z.array(fieldSchema).max(30).default([]).meta({ widget: 'extract-fields' }),
  keep: z.boolean().default(true).meta({ widget: 'switch' }),
  text: templateField.default('{{message.subject}}\n\n{{message.text}}').meta({ advanced: true }),
  timeoutSeconds: z.int().min(1).max(120).default(30).meta({ widget: 'number', advanced: true }),
});
type Config = z.infer<typeof extractConfigSchema>;

const MAX_CHARACTERS = 16_000;
const TYPES = { text: 'text', number: 'number', date: 'date', email: 'text' } as const;

/** Reads details out of a message: by patterns first, and by a model where something is still missing. */
export default defineNode({
  type: 'ai-extract',
  version: 1,
  category: 'think',
  icon: 'IconFileSearch',
  config: extractConfigSchema,
  ports: [
    { id: 'complete', kind: 'exit' },
    { id: 'incomplete', kind: 'exit' },
    { id: 'timeout', kind: 'timeout' },
    { id: 'error', kind: 'error' },
  ],
  summary: ({ fields }) => fields.map(({ name }) => name).join(', '),
  variables: ({ fields }) => fields.map(({ name, kind }) => ({ name, type: TYPES[kind] })),
  problems({ fields }): ConfigProblem[] {
    if (fields.length === 0) return [{ level: 'error', path: ['fields'], key: 'fieldsMissing' }];
    return fields.flatMap(({ name, pattern }, index): ConfigProblem[] => {
      const isTwice = fields.some((other, earlier) => earlier < index && other.name === name);
      if (isTwice)
        return [{ level: 'error', path: ['fields', index, 'name'], key: 'nameTwice', values: { name } }];
      if (pattern === '' || compile(pattern) !== null) return [];
      return [{ level: 'error', path: ['fields', index, 'pattern'], key: 'pattern', values: { name } }];
    });
  },
  run({ config, fill, language }) {
    const text = fill(config.text).trim().slice(0, MAX_CHARACTERS);
    const found = findByPatterns(config, text);
    const missing = config.fields.filter(({ name }) => found[name] === undefined).map(({ name }) => name);
    if (missing.length === 0) return finish(config, found);
    if (text === '') return finish(config, found);
    const input = { text, language, names: missing };
    return wait(
      [{ for: 'activity', activity: 'ai-extract', input, timeoutMs: config.timeoutSeconds * 1000 }],
      { remember: found },
    );
  },
  resume({ config, event, memory }): Outcome {
    const found = asObject(memory);
    if (event.type === 'activityFailed') {
      const seconds = config.timeoutSeconds;
      if (event.timeout)
        return go('timeout', { set: { ...found }, because: { key: 'timeout', values: { seconds } } });
      // Without a model the patterns have done what can be done.
      return event.code === 'noModel'
        ? finish(config, found)
        : fail(event.code, event.message, { set: { ...found } });
    }
    const answer = event.type === 'activityCompleted' ? asObject(event.result) : {};
    const read = config.fields.flatMap(({ name, kind }) => {
      const value = found[name] ?? asKind(kind, answer[name]);
      return value === undefined ? [] : [[name, value] as const];
    });
    return finish(config, Object.fromEntries(read));
  },
});

function findByPatterns({ fields }: Config, text: string): JsonObject {
  const found: JsonObject = {};
  for (const { name, kind, pattern } of fields) {
    const match = pattern === '' ? null : compile(pattern)?.exec(text);
    const value = match ? asKind(kind, match[1] ?? match[0]) : undefined;
    if (value !== undefined) found[name] = value;
  }
  return found;
}

function finish(config: Config, found: JsonObject): Outcome {
  const missing = config.fields
    .filter(({ name, required }) => required && found[name] === undefined)
    .map(({ name }) => name);
  const extras = {
    set: Object.fromEntries(config.fields.map(({ name }) => [name, found[name] ?? null])),
    commands:
      config.keep && Object.keys(found).length > 0
        ? [{ type: 'setTicketFields' as const, fields: found }]
        : [],
    read: found,
  };
  if (missing.length > 0)
    return go('incomplete', {
      ...extras,
      because: { key: 'incomplete', values: { names: missing.join(', ') } },
    });
  return go('complete', {
    ...extras,
    because: { key: 'complete', values: { names: Object.keys(found).join(', ') } },
  });
}

/** A value read as a text, a number, a date or an address; `undefined` where it is not one. */
function asKind(kind: Field['kind'], value: Json | undefined): Json | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (kind === 'number' && typeof value === 'number') return value;
  return readText(kind, String(value)) ?? undefined;
}

function compile(pattern: string): LinearRegExp | null {
  try {
    return new LinearRegExp(pattern, 'i');
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function asObject(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
