import OpenAI from 'openai';
import * as z from 'zod';
import { defineActivity } from '@/runtime/flow/activity';
import { askModel } from '@/runtime/model/ask-model';
import { summaryConfigSchema } from './node';

/** Sums a message up. */
export default defineActivity({
  name: 'ai-summarise',
  input: z.object({ text: z.string(), language: z.string() }),
  retry: { attempts: 3, firstDelayMs: 500 },
  perform({ text, language }, call) {
    const config = summaryConfigSchema.parse(call.config);
    const instructions = `Sum the message of a customer up in at most ${config.sentences} short sentences, in the language with the code "${language}". Add nothing.`;
    return askModel(
      call,
      { name: 'summary', instructions, data: text, answer: z.object({ text: z.string() }) },
      (settings) => new OpenAI(settings),
    );
  },
});
