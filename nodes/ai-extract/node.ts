import * as z from 'zod';
import { variableNameSchema } from '@/runtime/flow/config-schemas';
import type { JsonObject } from '@/runtime/flow/json';
import { compileLinearRegex } from '@/runtime/flow/linear-regex';
import {
  type ConfigProblem,
  defineNode,
  go,
  type NodeContext,
  type Outcome,
} from '@/runtime/flow/node-definition';
import {
  readText,
  readThought,
  THINKING_FIELDS,
  THINKING_PORTS,
  think,
  usedEngineSchema,
} from '@/runtime/model/thinking-node';
import { FIELD_KINDS, SAMPLES, TYPE_OF_KIND } from './field-kinds';

export const extractFieldSchema = z.object({
  name: variableNameSchema.default('customerNumber'),
  kind: z.enum(FIELD_KINDS).default('customerNumber').meta({ widget: 'select' }),
  required: z.boolean().default(true).meta({ widget: 'switch' }),
  /** What it is, in a sentence: read by a model. */
  description: z.string().max(500).default(''),
  /** Words it stands behind; read by the built-in extraction. */
  labels: z.array(z.string().min(1).max(60)).max(20).default([]).meta({ widget: 'tags', advanced: true }),
  /** Shape of the whole value as a regular expression; empty: any. */
  pattern: z.string().max(200).default('').meta({ advanced: true }),
});
export type ExtractField = z.infer<typeof extractFieldSchema>;

export const extractConfigSchema = z.object({
  fields: z.array(extractFieldSchema).max(30).default([]).meta({ widget: 'list' }),
  keep: z.boolean().default(true).meta({ widget: 'switch' }),
  ...THINKING_FIELDS,
  countryCode: z
    .string()
    .regex(/^[1-9]\d{0,2}$/)
    .default('49')
    .meta({ advanced: true }),
});
export type ExtractConfig = z.infer<typeof extractConfigSchema>;

/** What the activity answers: `null` where a value is not in the text, and the names of those of which there are several. */
export const extractionSchema = z.object({
  values: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  several: z.array(z.string()),
  engine: usedEngineSchema,
});

/** Reads values out of a text: by a language model, or by patterns that are built in. */
export default defineNode({
  type: 'ai-extract',
  version: 1,
  category: 'think',
  icon: 'IconListSearch',
  config: extractConfigSchema,
  ports: [{ id: 'found', kind: 'exit' }, { id: 'unsure', kind: 'unsure' }, ...THINKING_PORTS],
  summary: ({ fields }) => fields.map(({ name }) => name).join(', '),
  variables: ({ fields }) => fields.map(({ name, kind }) => ({ name, type: TYPE_OF_KIND[kind] })),
  fields: ({ fields, keep }) =>
    keep ? fields.map(({ name, kind }) => ({ name: `ticket.fields.${name}`, type: TYPE_OF_KIND[kind] })) : [],
  problems: ({ fields }) =>
    fields.length === 0
      ? [{ level: 'error', path: ['fields'], key: 'fieldsMissing' }]
      : fields.flatMap((field, index) => problemsOf(field, index, fields)),
  exampleAnswers: ({ fields }) => [
    { key: 'found', answer: { result: extracted(fields.map(({ name, kind }) => [name, SAMPLES[kind]])) } },
    { key: 'missing', answer: { result: extracted([]) } },
  ],
  run({ config, fill, facts, language, clock, environment }) {
    const text = readText(fill, config.text);
    if (text === '') return go('unsure', { because: { key: 'empty', values: {} } });
    const input = {
      text,
      language: facts.message?.language ?? language,
      writtenAt: clock.arrival,
      timeZone: environment.installation.timeZone,
    };
    return think('ai-extract', input, config.timeoutSeconds);
  },
  resume(context) {
    const { config, event } = context;
    const thought = readThought(event, config.timeoutSeconds, extractionSchema);
    return 'outcome' in thought ? thought.outcome : sortOut(context, thought.answer);
  },
});

function extracted(values: readonly (readonly [name: string, value: string | number])[]): JsonObject {
  return { values: Object.fromEntries(values), several: [], engine: 'builtIn' };
}

function sortOut(
  { config }: NodeContext<ExtractConfig>,
  { values, several, engine }: z.infer<typeof extractionSchema>,
): Outcome {
  const set: JsonObject = Object.fromEntries(config.fields.map(({ name }) => [name, values[name] ?? null]));
  const found = Object.fromEntries(Object.entries(set).filter(([, value]) => value !== null));
  const extras = {
    set,
    read: { ...set, engine },
    commands:
      config.keep && Object.keys(found).length > 0
        ? [{ type: 'setTicketFields' as const, fields: found }]
        : [],
  };
  const missing = config.fields.filter(({ name, required }) => required && set[name] === null);
  if (missing.length === 0) {
    const names = Object.keys(found).join(', ') || '–';
    return go('found', { ...extras, because: { key: 'found', values: { names } } });
  }
  const names = missing.map(({ name }) => name).join(', ');
  const isUnclear = missing.every(({ name }) => several.includes(name));
  if (isUnclear) return go('unsure', { ...extras, because: { key: 'several', values: { names } } });
  return go('unsure', { ...extras, because: { key: 'missing', values: { names } } });
}

function problemsOf(field: ExtractField, index: number, fields: readonly ExtractField[]): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const { name, kind, description, labels, pattern } = field;
  const values = { name };
  if (fields.some((other, earlier) => earlier < index && other.name === name))
    problems.push({ level: 'error', path: ['fields', index, 'name'], key: 'nameTaken', values });
  if (kind === 'text' && description.trim() === '' && labels.length === 0 && pattern === '')
    problems.push({
      level: 'error',
      path: ['fields', index, 'description'],
      key: 'descriptionMissing',
      values,
    });
  if (pattern !== '' && !isReadable(pattern))
    problems.push({ level: 'error', path: ['fields', index, 'pattern'], key: 'patternBroken', values });
  return problems;
}

function isReadable(pattern: string): boolean {
  try {
    compileLinearRegex(pattern);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
