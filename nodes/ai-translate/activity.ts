import OpenAI from 'openai';
import * as z from 'zod';
import { defineActivity } from '@/runtime/flow/activity';
import { askModel } from '@/runtime/model/ask-model';
import { writtenTextSchema } from '@/runtime/model/writing-node';
import { translationConfigSchema } from './node';

/** Translates a message. */
export default defineActivity({
  name: 'ai-translate',
  input: z.object({ text: z.string() }),
  retry: { attempts: 3, firstDelayMs: 500 },
  perform({ text }, call) {
    const config = translationConfigSchema.parse(call.config);
    const instructions = `Translate the message of a customer into the language with the code "${config.language}", faithfully and completely. Give nothing but the translation.`;
    const question = { name: 'translation', instructions, data: text, answer: writtenTextSchema };
    return askModel(call, question, (settings) => new OpenAI(settings));
  },
});
