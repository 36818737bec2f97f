import * as z from 'zod';
import { templateField, variableField } from '@/runtime/flow/config-schemas';
import { defineNode, fail, go, type Outcome, wait } from '@/runtime/flow/node-definition';

export const draftConfigSchema = z.object({
  guidance: templateField.default('').meta({ widget: 'textarea' }),
  variable: variableField.default('draft').meta({ advanced: true }),
  text: templateField.default('{{message.subject}}\n\n{{message.text}}').meta({ advanced: true }),
  timeoutSeconds: z.int().min(1).max(120).default(60).meta({ widget: 'number', advanced: true }),
});

const answerSchema = z.object({ text: z.string().min(1) });
const MAX_CHARACTERS = 16_000;

/** Drafts an answer for the agent; nothing is sent. */
export default defineNode({
  type: 'ai-reply-draft',
  version: 1,
  category: 'think',
  icon: 'IconPencilBolt',
  config: draftConfigSchema,
  ports: [
    { id: 'next', kind: 'exit' },
    { id: 'timeout', kind: 'timeout' },
    { id: 'error', kind: 'error' },
  ],
  variables: ({ variable }) => [{ name: variable, type: 'text' }],
  run({ config, fill, language }) {
    const text = fill(config.text).trim().slice(0, MAX_CHARACTERS);
    if (text === '') return go('next', { because: { key: 'empty', values: {} } });
    return wait([
      {
        for: 'activity',
        activity: 'ai-reply-draft',
        input: { text, language },
        timeoutMs: config.timeoutSeconds * 1000,
      },
    ]);
  },
  resume({ config, event }): Outcome {
    if (event.type === 'activityFailed') {
      const seconds = config.timeoutSeconds;
      return event.timeout
        ? go('timeout', { because: { key: 'timeout', values: { seconds } } })
        : fail(event.code, event.message);
    }
    const answer = event.type === 'activityCompleted' ? answerSchema.safeParse(event.result) : null;
    if (!answer?.success) return fail('badAnswer', 'The model gave no answer that can be used.');
    const { text } = answer.data;
    return go('next', {
      set: { [config.variable]: text },
      commands: [{ type: 'addNote', text }],
      because: { key: 'done', values: {} },
    });
  },
});
