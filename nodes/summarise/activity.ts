import OpenAI from 'openai';
import * as z from 'zod';
import { defineActivity } from '@/runtime/flow/activity';
import type { Json } from '@/runtime/flow/json';
import { askModel } from '@/runtime/model/ask-model';
import { chooseSentences } from './choose-sentences';
import { summariseConfigSchema } from './node';

/** A summary is short, whatever a model thinks of that. In characters a sentence. */
const SENTENCE_LIMIT = 400;

/** Sums a text up by the model of the installation, or by its weightiest sentences. */
export default defineActivity({
  name: 'summarise',
  input: z.object({ text: z.string(), language: z.string() }),
  retry: { attempts: 3, firstDelayMs: 500 },
  async perform({ text, language }, call): Promise<Json> {
    const { engine, sentences } = summariseConfigSchema.parse(call.config);
    const usesModel = engine === 'model' || (engine === 'auto' && call.clients.model !== null);
    if (!usesModel) return { summary: chooseSentences(text, sentences), engine: 'builtIn' };
    const instructions = [
      `Sum the message of a customer up for the agent who will answer it, in at most ${sentences} short sentences, in the language`,
      `with the code "${language}". Say what the customer wants, and keep numbers, dates and names as they are. Add nothing.`,
    ].join('\n');
    const answer = z.object({ summary: z.string().min(1) });
    const question = { name: 'summary', instructions, data: text, answer };
    const { summary } = await askModel(call, question, (settings) => new OpenAI(settings));
    return { summary: summary.trim().slice(0, sentences * SENTENCE_LIMIT), engine: 'model' };
  },
});
