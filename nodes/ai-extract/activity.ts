import OpenAI from 'openai';
import * as z from 'zod';
import { type ActivityCall, ActivityError, defineActivity } from '@/runtime/flow/activity';
import { askModel, type ModelReply, type ModelRequest } from '@/runtime/flow/ask-model';
import { extractConfigSchema } from './node';

/** Asks a language model for the details that the patterns did not find. */
export default defineActivity({
  name: 'ai-extract',
  input: z.object({ text: z.string(), language: z.string(), names: z.array(z.string()) }),
  retry: { attempts: 3, firstDelayMs: 500 },
  async perform({ text, names }, call) {
    const { fields } = extractConfigSchema.parse(call.config);
    const wanted = fields.filter(({ name }) => names.includes(name));
    return askModel(
      call,
      {
        name: 'details',
        instructions: [
          'Read these details out of the message of a customer. Give null for a detail that the message does not contain; never guess.',
          'Write dates as YYYY-MM-DD and numbers with a decimal point.',
          ...wanted.map(
            ({ name, kind, description }) =>
              `${name} (${kind})${description === '' ? '' : `: ${description}`}`,
          ),
        ].join('\n'),
        data: text,
        answer: z.object(
          Object.fromEntries(
            wanted.map(({ name, kind }) => [name, (kind === 'number' ? z.number() : z.string()).nullable()]),
          ),
        ),
      },
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
