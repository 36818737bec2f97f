import * as z from 'zod';
import { variableField } from '@/runtime/flow/config-schemas';
import {
  type ConfigProblem,
  defineNode,
  type ExampleAnswer,
  go,
  type Outcome,
  type PortDefinition,
} from '@/runtime/flow/node-definition';
import {
  readText,
  readThought,
  THINKING_FIELDS,
  THINKING_PORTS,
  think,
  usedEngineSchema,
} from '@/runtime/model/thinking-node';

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
  ...THINKING_FIELDS,
  multiple: z.boolean().default(false).meta({ widget: 'switch' }),
  threshold: z.number().min(0).max(1).default(0.5).meta({ widget: 'percent' }),
  field: variableField.default('category').meta({ advanced: true }),
});
type Config = z.infer<typeof classifierConfigSchema>;

const chance = z.number().min(0).max(1);

/** What the activity answers. `category` is `null` where none fits; `several` names all that do, where they were asked for. */
export const classificationSchema = z.object({
  category: z.string().nullable(),
  confidence: chance,
  several: z.array(z.object({ category: z.string(), confidence: chance })).optional(),
  /** Words of the message that decided, the strongest first: for the explanation. */
  evidence: z.array(z.string()).optional(),
  engine: usedEngineSchema,
});
type Classification = z.infer<typeof classificationSchema>;

/** More words explain no more. */
const MOST_NAMED = 3;
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
    ...THINKING_PORTS,
  ],
  summary: ({ categories }) => categories.map(nameOf).join(', '),
  variables: ({ field, multiple }) => [
    { name: field, type: 'text' },
    { name: `${field}Confidence`, type: 'number' },
    ...(multiple ? [{ name: `${field}All`, type: 'list' as const }] : []),
  ],
  fields: ({ field, multiple }) => [
    { name: `ticket.fields.${field}`, type: 'text' },
    ...(multiple ? [{ name: `ticket.fields.${field}All`, type: 'list' as const }] : []),
  ],
  sorts: ({ field, categories }) => ({
    field,
    options: categories.map((category) => ({ value: category.id, label: nameOf(category) })),
  }),
  problems({ categories }) {
    if (categories.length < 2) return [{ level: 'error', path: ['categories'], key: 'categoriesMissing' }];
    return categories.flatMap((category, index) => problemsOf(category, index, categories));
  },
  exampleAnswers: ({ categories, multiple }) => [
    ...categories.map((category) => example('category', [[category.id, 0.93]], { name: nameOf(category) })),
    ...(multiple && categories.length > 1
      ? [example('several', categories.map(({ id }) => [id, 0.88] as const).slice(0, 2))]
      : []),
    ...categories.slice(0, 1).map(({ id, name }) => example('unsure', [[id, 0.08]], { name: name || id })),
    example('none', []),
  ],
  run({ config, fill, language }) {
    const text = readText(fill, config.text);
    if (text === '') return go('unsure', { because: { key: 'empty', values: {} } });
    return think('ai-classifier', { text, language }, config.timeoutSeconds);
  },
  resume({ config, event }): Outcome {
    const thought = readThought(event, config.timeoutSeconds, classificationSchema);
    if ('outcome' in thought) return thought.outcome;
    return config.multiple ? leadBySeveral(config, thought.answer) : leadByOne(config, thought.answer);
  },
});

function example(
  key: string,
  named: readonly (readonly [id: string, confidence: number])[],
  values: Record<string, string> = {},
): ExampleAnswer {
  const [[category, confidence] = [null, 0]] = named;
  const several = named.map(([id, chance]) => ({ category: id, confidence: chance }));
  return { key, values, answer: { result: { category, confidence, several, engine: 'builtIn' } } };
}

function leadByOne(config: Config, answer: Classification): Outcome {
  const { category: id, confidence, engine, evidence = [] } = answer;
  const category = config.categories.find((candidate) => candidate.id === id);
  const read = { category: id, confidence, engine };
  const set = { [`${config.field}Confidence`]: confidence };
  if (!category) return go('unsure', { because: { key: 'none', values: {} }, read, set });
  const values = {
    name: nameOf(category),
    percent: percentOf(confidence),
    threshold: percentOf(config.threshold),
  };
  if (confidence < config.threshold) {
    // Rounded up it could seem to reach what it missed.
    const percent = Math.floor(confidence * 100);
    return go('unsure', { because: { key: 'unsure', values: { ...values, percent } }, read, set });
  }
  return go(category.id, {
    because:
      evidence.length > 0
        ? { key: 'sureBy', values: { ...values, words: evidence.slice(0, MOST_NAMED).join(', ') } }
        : { key: 'sure', values },
    read,
    set: { ...set, [config.field]: category.id },
    commands: [{ type: 'setTicketFields', fields: { [config.field]: category.id } }],
  });
}

/** Leads on by the first of the author's categories that fits, for their order is what goes before. */
function leadBySeveral(config: Config, { category, confidence, several, engine }: Classification): Outcome {
  const named = several ?? (category === null ? [] : [{ category, confidence }]);
  const chances = new Map(named.map((one) => [one.category, one.confidence]));
  const sure = config.categories.filter(({ id }) => (chances.get(id) ?? -1) >= config.threshold);
  const read = { several: named, engine };
  const [first] = sure;
  const all = { [`${config.field}All`]: sure.map(({ id }) => id) };
  if (!first) {
    const values = { threshold: percentOf(config.threshold) };
    return go('unsure', { because: { key: 'noneOfSeveral', values }, read, set: all });
  }
  const values = { names: sure.map(nameOf).join(', '), name: nameOf(first) };
  return go(first.id, {
    because: { key: 'several', values },
    read,
    set: { ...all, [config.field]: first.id, [`${config.field}Confidence`]: chances.get(first.id) ?? 0 },
    commands: [{ type: 'setTicketFields', fields: { [config.field]: first.id, ...all } }],
  });
}

function percentOf(chance: number): number {
  return Math.round(chance * 100);
}

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
