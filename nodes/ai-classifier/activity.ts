import OpenAI from 'openai';
import * as z from 'zod';
import type { Category as LearntCategory } from '@/runtime/classifier';
import { createBackgroundModels } from '@/runtime/classifier/background-models';
import { judgeMessage } from '@/runtime/classifier/judge-message';
import { type ActivityCall, defineActivity } from '@/runtime/flow/activity';
import type { Json } from '@/runtime/flow/json';
import { askModel } from '@/runtime/model/ask-model';
import { type Category, classifierConfigSchema } from './node';

/** The node's config, with its examples as the built-in classifier takes them. */
type ClassifierConfig = z.infer<typeof classifierConfigSchema> & { examples: Required<LearntCategory>[] };

/** Classifies a text by the model of the installation, or by a classifier learnt from the examples of the node. */
export default defineActivity({
  name: 'ai-classifier',
  input: z.object({ text: z.string(), language: z.string() }),
  retry: { attempts: 3, firstDelayMs: 500 },
  async perform({ text }, call): Promise<Json> {
    const config = readConfig(call.config);
    const usesModel = config.engine === 'model' || (config.engine === 'auto' && call.clients.model !== null);
    if (!usesModel) return classifyBuiltIn(config, text, call.node);
    return config.multiple ? classifySeveralByModel(config, text, call) : classifyByModel(config, text, call);
  },
});

/** The same object comes with every message, as long as its flow version is known: it is read once. */
const configs = new WeakMap<object, ClassifierConfig>();

function readConfig(given: unknown): ClassifierConfig {
  const known = typeof given === 'object' && given !== null ? configs.get(given) : undefined;
  if (known) return known;
  const { categories, ...config } = classifierConfigSchema.parse(given);
  const read = {
    ...config,
    categories,
    examples: categories.map(({ id, name, examples }) => ({ id, label: name || id, examples })),
  };
  if (typeof given === 'object' && given !== null) configs.set(given, read);
  return read;
}

async function classifyByModel(config: ClassifierConfig, text: string, call: ActivityCall): Promise<Json> {
  const answer = await askModel(
    call,
    {
      name: 'classification',
      instructions: instructionsFor(ONE, config.categories),
      data: text,
      answer: z.object({
        category: z.enum([...config.categories.map(({ id }) => id), NONE]),
        confidence: z.number().min(0).max(1),
      }),
    },
    (settings) => new OpenAI(settings),
  );
  return { ...answer, category: answer.category === NONE ? null : answer.category, engine: 'model' };
}

async function classifySeveralByModel(
  config: ClassifierConfig,
  text: string,
  call: ActivityCall,
): Promise<Json> {
  const { categories: named } = await askModel(
    call,
    {
      name: 'classifications',
      instructions: instructionsFor(SEVERAL, config.categories),
      data: text,
      answer: z.object({
        categories: z.array(
          z.object({
            category: z.enum(config.categories.map(({ id }) => id)),
            confidence: z.number().min(0).max(1),
          }),
        ),
      }),
    },
    (settings) => new OpenAI(settings),
  );
  const several = named.toSorted((one, other) => other.confidence - one.confidence);
  const [best] = several;
  return {
    category: best?.category ?? null,
    confidence: best?.confidence ?? 0,
    several,
    engine: 'model',
  };
}

const NONE = 'none_of_these';
const ONE = [
  'Sort the message of a customer into exactly one category. Give the id of the category, and as confidence the',
  `probability from 0 to 1 that it is right. Give ${NONE} when no category fits.`,
];
const SEVERAL = [
  'A message of a customer may have several concerns. Give the ids of all categories that it belongs to, each once, and as',
  'confidence of each the probability from 0 to 1 that it is right. Give an empty list when no category fits.',
];
/** More would only make the request longer. */
const EXAMPLES_SHOWN = 10;

function instructionsFor(task: readonly string[], categories: readonly Category[]): string {
  const described = categories.map(({ id, name, description, examples }) => {
    const lines = [
      `Category ${id}${name === '' ? '' : ` (${name})`}${description === '' ? '' : `: ${description}`}`,
    ];
    for (const example of examples.slice(0, EXAMPLES_SHOWN)) lines.push(`- ${JSON.stringify(example)}`);
    return lines.join('\n');
  });
  return [...task, '', ...described].join('\n');
}

async function classifyBuiltIn(
  { examples, multiple }: ClassifierConfig,
  text: string,
  node: string,
): Promise<Json> {
  const model = await models.modelFor(node, examples);
  return { ...judgeMessage(model, text, multiple), engine: 'builtIn' };
}

/** Learnt beside the work of this process; while changed examples are being learnt, the model before them answers. */
const models = createBackgroundModels();
