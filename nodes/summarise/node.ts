import * as z from 'zod';
import { variableField } from '@/runtime/flow/config-schemas';
import type { NodeCommand } from '@/runtime/flow/execution';
import { defineNode, go } from '@/runtime/flow/node-definition';
import {
  readText,
  readThought,
  THINKING_FIELDS,
  THINKING_PORTS,
  think,
  timeoutField,
  usedEngineSchema,
} from '@/runtime/model/thinking-node';

export const summariseConfigSchema = z.object({
  sentences: z.int().min(1).max(10).default(3).meta({ widget: 'number' }),
  note: z.boolean().default(true).meta({ widget: 'switch' }),
  keep: z.boolean().default(true).meta({ widget: 'switch' }),
  field: variableField.default('summary').meta({ advanced: true }),
  ...THINKING_FIELDS,
  timeoutSeconds: timeoutField.default(60),
});

/** What the activity answers. */
export const summarySchema = z.object({ summary: z.string(), engine: usedEngineSchema });

/** Sums a message up for the agent, by a language model or by choosing its weightiest sentences. */
export default defineNode({
  type: 'summarise',
  version: 1,
  category: 'think',
  icon: 'IconListDetails',
  config: summariseConfigSchema,
  ports: [{ id: 'next', kind: 'exit' }, ...THINKING_PORTS],
  summary: ({ sentences }, translate) => translate('summary.sentences', { count: sentences }),
  variables: ({ field }) => [{ name: field, type: 'text' }],
  fields: ({ field, keep }) => (keep ? [{ name: `ticket.fields.${field}`, type: 'text' }] : []),
  exampleAnswers: () => [
    {
      key: 'done',
      answer: { result: { summary: 'The customer asks where the parcel is.', engine: 'builtIn' } },
    },
    { key: 'empty', answer: { result: { summary: '', engine: 'builtIn' } } },
  ],
  run({ config, fill, environment }) {
    const text = readText(fill, config.text);
    if (text === '') return go('next', { because: { key: 'empty', values: {} } });
    const input = { text, language: environment.installation.language };
    return think('summarise', input, config.timeoutSeconds);
  },
  resume({ config, event, environment }) {
    const thought = readThought(event, config.timeoutSeconds, summarySchema);
    if ('outcome' in thought) return thought.outcome;
    const { summary, engine } = thought.answer;
    if (summary === '') return go('next', { because: { key: 'empty', values: {} } });
    const commands: NodeCommand[] = [];
    if (config.keep) commands.push({ type: 'setTicketFields', fields: { [config.field]: summary } });
    if (config.note)
      commands.push({ type: 'addNote', text: `${headingIn(environment.installation.language)}\n${summary}` });
    return go('next', {
      set: { [config.field]: summary },
      commands,
      read: { engine },
      because: { key: 'done', values: {} },
    });
  },
});

function headingIn(language: string): string {
  return language.startsWith('de') ? 'Zusammenfassung:' : 'Summary:';
}
