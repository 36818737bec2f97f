import OpenAI from 'openai';
import * as z from 'zod';
import { type ClassifierModel, classify, trainClassifier } from '@/runtime/classifier';
import { type ActivityCall, defineActivity } from '@/runtime/flow/activity';
import type { Json } from '@/runtime/flow/json';
import { askModel } from '@/runtime/model/ask-model';
import { type Category, classifierConfigSchema } from './node';

type Config = z.infer<typeof classifierConfigSchema>;

/** Classifies a text by the model of the installation, or by a classifier learnt from the examples of the node. */
export default defineActivity({
  name: 'ai-classifier',
  input: z.object({ text: z.string(), language: z.string() }),
  retry: { attempts: 3, firstDelayMs: 500 },
  async perform({ text }, call): Promise<Json> {
    const config = classifierConfigSchema.parse(call.config);
    const usesModel = config.engine === 'model' || (config.engine === 'auto' && call.clients.model !== null);
    return usesModel ? classifyByModel(config, text, call) : classifyBuiltIn(config, text);
  },
});

async function classifyByModel(config: Config, text: string, call: ActivityCall): Promise<Json> {
  const ids = [...config.categories.map(({ id }) => id), NONE] as const;
  const answer = await askModel(
    call,
    {
      name: 'classification',
      instructions: instructionsFor(config.categories),
      data: text,
      answer: z.object({ category: z.enum(ids), confidence: z.number().min(0).max(1) }),
    },
    (settings) => new OpenAI(settings),
  );
  return { ...answer, category: answer.category === NONE ? null : answer.category, engine: 'model' };
}

const NONE = 'none_of_these';
/** More would only make the request longer. */
const EXAMPLES_SHOWN = 10;

function instructionsFor(categories: readonly Category[]): string {
  const described = categories.map(({ id, name, description, examples }) => {
    const lines = [
      `Category ${id}${name === '' ? '' : ` (${name})`}${description === '' ? '' : `: ${description}`}`,
    ];
    for (const example of examples.slice(0, EXAMPLES_SHOWN)) lines.push(`- ${JSON.stringify(example)}`);
    return lines.join('\n');
  });
  return [
    'Sort the message of a customer into exactly one category. Give the id of the category, and as confidence the',
    `probability from 0 to 1 that it is right. Give ${NONE} when no category fits.`,
    '',
    ...described,
  ].join('\n');
}

function classifyBuiltIn({ categories }: Config, text: string): Json {
  const { label, confidence } = classify(learn(categories), text);
  return { category: label, confidence, engine: 'builtIn' };
}

const MODELS_KEPT = 20;
/** By what was learnt from, so that versions of a flow with the same examples share a model; the last used stands last. */
const models = new Map<string, ClassifierModel>();

function learn(categories: readonly Category[]): ClassifierModel {
  const key = JSON.stringify(categories.map(({ id, name, examples }) => [id, name, examples]));
  const model =
    models.get(key) ??
    trainClassifier(
      categories.map(({ id, name, examples }) => ({ id, label: name === '' ? id : name, examples })),
    );
  models.delete(key);
  models.set(key, model);
  const oldest = models.keys().next();
  if (models.size > MODELS_KEPT && !oldest.done) models.delete(oldest.value);
  return model;
}
