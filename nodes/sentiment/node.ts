import * as z from 'zod';
import { variableField } from '@/runtime/flow/config-schemas';
import { defineNode, go } from '@/runtime/flow/node-definition';
import {
  readText,
  readThought,
  THINKING_FIELDS,
  THINKING_PORTS,
  think,
  usedEngineSchema,
} from '@/runtime/model/thinking-node';

export const sentimentConfigSchema = z.object({
  /** How far from 0 the score has to be, of 1, to be more than neutral. */
  threshold: z.number().min(0.05).max(0.95).default(0.25).meta({ widget: 'percent' }),
  keep: z.boolean().default(true).meta({ widget: 'switch' }),
  field: variableField.default('sentiment').meta({ advanced: true }),
  ...THINKING_FIELDS,
});

/** What the activity answers: from -1, very bad, to 1, very good. */
export const moodSchema = z.object({ score: z.number().min(-1).max(1), engine: usedEngineSchema });

/** Tells angry from pleased messages, by a language model or by words that are built in. */
export default defineNode({
  type: 'sentiment',
  version: 1,
  category: 'think',
  icon: 'IconMoodSmile',
  config: sentimentConfigSchema,
  ports: [
    { id: 'positive', kind: 'exit' },
    { id: 'neutral', kind: 'exit' },
    { id: 'negative', kind: 'exit' },
    ...THINKING_PORTS,
  ],
  summary: ({ threshold }, translate) => translate('summary.from', { score: Math.round(threshold * 100) }),
  variables: ({ field }) => [
    { name: field, type: 'text' },
    { name: `${field}Score`, type: 'number' },
  ],
  fields: ({ field, keep }) => (keep ? [{ name: `ticket.fields.${field}`, type: 'text' }] : []),
  exampleAnswers: () =>
    Object.entries({ positive: 0.8, neutral: 0, negative: -0.8 }).map(([key, score]) => ({
      key,
      answer: { result: { score, engine: 'builtIn' } },
    })),
  run({ config, fill, facts, language }) {
    const text = readText(fill, config.text);
    if (text === '') return go('neutral', { because: { key: 'empty', values: {} } });
    const input = { text, language: facts.message?.language ?? language };
    return think('sentiment', input, config.timeoutSeconds);
  },
  resume({ config, event }) {
    const thought = readThought(event, config.timeoutSeconds, moodSchema);
    if ('outcome' in thought) return thought.outcome;
    const { score, engine } = thought.answer;
    const mood = moodOf(score, config.threshold);
    return go(mood, {
      because: { key: mood, values: { score: Math.round(score * 100) } },
      read: { score, engine },
      set: { [config.field]: mood, [`${config.field}Score`]: score },
      commands: config.keep ? [{ type: 'setTicketFields', fields: { [config.field]: mood } }] : [],
    });
  },
});

function moodOf(score: number, threshold: number): 'positive' | 'neutral' | 'negative' {
  if (score >= threshold) return 'positive';
  return score <= -threshold ? 'negative' : 'neutral';
}
