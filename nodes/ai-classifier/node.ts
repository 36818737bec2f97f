import * as z from 'zod';
import { templateField, variableField } from '@/runtime/flow/config-schemas';
import {
  type ConfigProblem,
  defineNode,
  fail,
  go,
  type Outcome,
  type PortDefinition,
  wait,
} from '@/runtime/flow/node-definition';

export const categorySchema = z.object({
  id: z.string().regex(/^[A-Za-z0-9_-]{1,48}$/),
  name: z.string().max(80).default(''),
  /** What belongs here, in a sentence: read by a model. */
  description: z.string().max(1000).default(''),
  examples: z.array(z.string().max(2000)).max(200).default([]),
});
export type Category = z.infer<typeof categorySchema>;

export const classifierConfigSchema = z.object({
  categories: z.array(categorySchema).max(200).default([]).meta({ widget: 'categories' }),
  engine: z.enum(['auto', 'builtIn', 'model']).default('auto').meta({ widget: 'select', advanced: true }),
  threshold: z.number().min(0).max(1).default(0.5).meta({ widget: 'number' }),
  text: templateField.default('{{message.subject}}\n\n{{message.text}}').meta({ advanced: true }),
  field: variableField.default('category').meta({ advanced: true }),
  timeoutSeconds: z.int().min(1).max(120).default(20).meta({ widget: 'number', advanced: true }),
});

/** What the activity answers. `category` is `null` where none fits. */
export const classificationSchema = z.object({
  category: z.string().nullable(),
  confidence: z.number().min(0).max(1),
  engine: z.enum(['builtIn', 'model']),
});

const MAX_CHARACTERS = 8_000;
const RESERVED = ['unsure', 'error', 'timeout'];

/** Sorts a message into one of the author's categories, by a language model or by the classifier that is built in. */
export default defineNode({
  type: 'ai-classifier',
  version: 1,
  category: 'think',
  icon: 'IconSparkles',
  config: classifierConfigSchema,
  ports: ({ categories }) => [
    ...categories.map(
      (category): PortDefinition => ({ id: category.id, kind: 'exit', label: nameOf(category) }),
    ),
    { id: 'unsure', kind: 'unsure' },
    { id: 'timeout', kind: 'timeout' },
    { id: 'error', kind: 'error' },
  ],
  summary: ({ categories }) => categories.map(nameOf).join(', '),
  variables: ({ field }) => [
    { name: field, type: 'text' },
    { name: `${field}Confidence`, type: 'number' },
  ],
  sorts: ({ field, categories }) => ({
    field,
    options: categories.map((category) => ({ value: category.id, label: nameOf(category) })),
  }),
  problems({ categories }) {
    if (categories.length < 2) return [{ level: 'error', path: ['categories'], key: 'categoriesMissing' }];
    return categories.flatMap((category, index) => problemsOf(category, index, categories));
  },
  run({ config, fill, language }) {
    const text = fill(config.text).trim().slice(0, MAX_CHARACTERS);
    if (text === '') return go('unsure', { because: { key: 'empty', values: {} } });
    const timeoutMs = config.timeoutSeconds * 1000;
    return wait([{ for: 'activity', activity: 'ai-classifier', input: { text, language }, timeoutMs }], {
      because: { key: 'asked', values: {} },
    });
  },
  resume({ config, event }): Outcome {
    if (event.type === 'activityFailed') {
      if (event.timeout)
        return go('timeout', { because: { key: 'timeout', values: { seconds: config.timeoutSeconds } } });
      return fail(event.code, event.message);
    }
    const answer = event.type === 'activityCompleted' ? classificationSchema.safeParse(event.result) : null;
    if (!answer?.success) return fail('badAnswer', 'The classifier gave no answer that can be used.');
    const { category: id, confidence, engine } = answer.data;
    const category = config.categories.find((candidate) => candidate.id === id);
    const percent = Math.round(confidence * 100);
    const read = { category: id, confidence, engine };
    if (!category)
      return go('unsure', {
        because: { key: 'none', values: {} },
        read,
        set: { [`${config.field}Confidence`]: confidence },
      });
    const values = { name: nameOf(category), percent, threshold: Math.round(config.threshold * 100) };
    if (confidence < config.threshold) {
      return go('unsure', {
        because: { key: 'unsure', values },
        read,
        set: { [`${config.field}Confidence`]: confidence },
      });
    }
    return go(category.id, {
      because: { key: 'sure', values },
      read,
      set: { [config.field]: category.id, [`${config.field}Confidence`]: confidence },
      commands: [{ type: 'setTicketFields', fields: { [config.field]: category.id } }],
    });
  },
});

function problemsOf(category: Category, index: number, categories: Category[]): ConfigProblem[] {
  const values = { name: nameOf(category) };
  const path = ['categories', index];
  const isTwice = categories.some((other, earlier) => earlier < index && other.id === category.id);
  if (isTwice || RESERVED.includes(category.id)) return [{ level: 'error', path, key: 'idTaken', values }];
  const count = category.examples.filter((example) => example.trim() !== '').length;
  const examples = [...path, 'examples'];
  if (count === 0) return [{ level: 'error', path: examples, key: 'examplesMissing', values }];
  return count < 3 ? [{ level: 'warning', path: examples, key: 'examplesFew', values }] : [];
}

function nameOf({ id, name }: Category): string {
  return name === '' ? id : name;
}
