import OpenAI from 'openai';
import * as z from 'zod';
import { type ActivityCall, ActivityError, defineActivity } from '@/runtime/flow/activity';
import { askModel, type ModelReply, type ModelRequest } from '@/runtime/flow/ask-model';
import { translationConfigSchema } from './node';

/** Translates a message. */
export default defineActivity({
  name: 'ai-translate',
  input: z.object({ text: z.string() }),
  retry: { attempts: 3, firstDelayMs: 500 },
  perform({ text }, call) {
    const config = translationConfigSchema.parse(call.config);
    const instructions = `Translate the message of a customer into the language with the code "${config.language}", faithfully and completely. Give nothing but the translation.`;
    return askModel(
      call,
      { name: 'translation', instructions, data: text, answer: z.object({ text: z.string() }) },
      sendTo(call),
    );
  },
});

function sendTo(call: ActivityCall): (request: ModelRequest) => Promise<ModelReply> {
  const { model } = call.clients;
  if (model === null) throw new ActivityError('noModel', 'No language model is set up.');
  const client = new OpenAI({ baseURL: model.baseUrl, apiKey: model.apiKey, maxRetries: 0 });
  return (request) => client.chat.completions.create(request, { signal: call.signal });
}
