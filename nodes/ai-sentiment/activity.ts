import OpenAI from 'openai';
import * as z from 'zod';
import { type ActivityCall, ActivityError, defineActivity } from '@/runtime/flow/activity';
import { askModel, type ModelReply, type ModelRequest } from '@/runtime/flow/ask-model';
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
      sendTo(call),
    ),
});

function sendTo(call: ActivityCall): (request: ModelRequest) => Promise<ModelReply> {
  const { model } = call.clients;
  if (model === null) throw new ActivityError('noModel', 'No language model is set up.');
  const client = new OpenAI({ baseURL: model.baseUrl, apiKey: model.apiKey, maxRetries: 0 });
  return (request) => client.chat.completions.create(request, { signal: call.signal });
}
