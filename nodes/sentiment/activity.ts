import OpenAI from 'openai';
import * as z from 'zod';
import { defineActivity } from '@/runtime/flow/activity';
import type { Json } from '@/runtime/flow/json';
import { askModel } from '@/runtime/model/ask-model';
import { sentimentConfigSchema } from './node';
import { scoreMood } from './score-mood';

const INSTRUCTIONS = [
  'Judge the mood of a customer who wrote to a company. Give a score from -1 (furious) over 0 (matter-of-fact) to 1 (delighted).',
  'Judge the feeling towards the company and its service, not the topic: a calm cancellation or a calm report of a fault is near 0.',
  'Greetings, thanks in advance and polite formulas do not count. Irony counts for what it means.',
].join('\n');

/** Scores the mood of a text by the model of the installation, or by its words. */
export default defineActivity({
  name: 'sentiment',
  input: z.object({ text: z.string(), language: z.string() }),
  retry: { attempts: 3, firstDelayMs: 500 },
  async perform({ text, language }, call): Promise<Json> {
    const { engine } = sentimentConfigSchema.parse(call.config);
    const usesModel = engine === 'model' || (engine === 'auto' && call.clients.model !== null);
    if (!usesModel) return { score: scoreMood(text, language), engine: 'builtIn' };
    const answer = z.object({ score: z.number().min(-1).max(1) });
    const question = { name: 'sentiment', instructions: INSTRUCTIONS, data: text, dataLimit: 6000, answer };
    return { ...(await askModel(call, question, (settings) => new OpenAI(settings))), engine: 'model' };
  },
});
