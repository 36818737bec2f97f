import * as z from 'zod';
import { templateField, variableField } from '@/runtime/flow/config-schemas';
import { defineNode, fail, go, type Outcome, wait } from '@/runtime/flow/node-definition';

export const MOODS = ['positive', 'neutral', 'negative'] as const;

const config = z.object({
  field: variableField.default('mood').meta({ advanced: true }),
  text: templateField.default('{{message.subject}}\n\n{{message.text}}').meta({ advanced: true }),
  timeoutSeconds: z.int().min(1).max(120).default(30).meta({ widget: 'number', advanced: true }),
});

const answerSchema = z.object({ mood: z.enum(MOODS) });
const MAX_CHARACTERS = 8_000;

/** Tells how a customer sounds. */
export default defineNode({
  type: 'ai-sentiment',
  version: 1,
  category: 'think',
  icon: 'IconMoodSmile',
  config,
  ports: [
    { id: 'positive', kind: 'exit' },
    { id: 'neutral', kind: 'exit' },
    { id: 'negative', kind: 'exit' },
    { id: 'timeout', kind: 'timeout' },
    { id: 'error', kind: 'error' },
  ],
  variables: ({ field }) => [{ name: field, type: 'text' }],
  run({ config, fill }) {
    const text = fill(config.text).trim().slice(0, MAX_CHARACTERS);
    if (text === '') return go('neutral', { because: { key: 'empty', values: {} } });
    return wait([
      { for: 'activity', activity: 'ai-sentiment', input: { text }, timeoutMs: config.timeoutSeconds * 1000 },
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
    const { mood } = answer.data;
    return go(mood, {
      set: { [config.field]: mood },
      commands: [{ type: 'setTicketFields', fields: { [config.field]: mood } }],
      because: { key: mood, values: {} },
    });
  },
});
