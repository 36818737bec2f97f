import OpenAI from 'openai';
import * as z from 'zod';
import { defineActivity } from '@/runtime/flow/activity';
import { askModel } from '@/runtime/model/ask-model';
import { writtenTextSchema } from '@/runtime/model/writing-node';
import { draftConfigSchema } from './node';

/** Drafts an answer for the agent; nothing is sent. */
export default defineActivity({
  name: 'ai-reply-draft',
  input: z.object({ text: z.string(), language: z.string() }),
  retry: { attempts: 3, firstDelayMs: 500 },
  perform({ text, language }, call) {
    const config = draftConfigSchema.parse(call.config);
    const instructions = [
      `Draft a polite and short answer to the message of a customer, in the language with the code "${language}".`,
      'Promise nothing and state no facts beyond this guidance:',
      config.guidance === '' ? '(none)' : config.guidance,
    ].join('\n');
    const question = { name: 'draft', instructions, data: text, answer: writtenTextSchema };
    return askModel(call, question, (settings) => new OpenAI(settings));
  },
});
