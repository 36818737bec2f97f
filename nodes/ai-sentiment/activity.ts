import OpenAI from 'openai';
import * as z from 'zod';
import { defineActivity } from '@/runtime/flow/activity';
import { askModel } from '@/runtime/model/ask-model';
import { MOODS } from './node';

/** Asks a language model how a customer sounds. */
export default defineActivity({
  name: 'ai-sentiment',
  input: z.object({ text: z.string() }),
  retry: { attempts: 3, firstDelayMs: 500 },
  perform: ({ text }, call) =>
    askModel(
      call,
      {
        name: 'mood',
        instructions:
          'Judge how the customer who wrote the message feels towards the company: positive, neutral or negative. A plain request is neutral.',
        data: text,
        answer: z.object({ mood: z.enum(MOODS) }),
      },
      (settings) => new OpenAI(settings),
    ),
});
