import * as z from 'zod';
import { templateField } from '@/runtime/flow/config-schemas';
import { defineNode, go } from '@/runtime/flow/node-definition';
import { readText, think } from '@/runtime/model/thinking-node';
import { keepWritten, WRITING_PORTS, writingFields } from '@/runtime/model/writing-node';

export const draftConfigSchema = z.object({
  guidance: templateField.default('').meta({ widget: 'textarea' }),
  ...writingFields('draft'),
});

/** Drafts an answer for the agent; nothing is sent. */
export default defineNode({
  type: 'ai-reply-draft',
  version: 1,
  category: 'think',
  icon: 'IconPencilBolt',
  config: draftConfigSchema,
  ports: [...WRITING_PORTS],
  summary: (_config, translate) => translate('summary.note'),
  variables: ({ variable }) => [{ name: variable, type: 'text' }],
  exampleAnswers: () => [
    { key: 'written', answer: { result: { text: 'Guten Tag, vielen Dank für Ihre Nachricht.' } } },
  ],
  run({ config, fill, language }) {
    const text = readText(fill, config.text);
    if (text === '') return go('next', { because: { key: 'empty', values: {} } });
    return think('ai-reply-draft', { text, language }, config.timeoutSeconds);
  },
  resume: ({ config, event }) =>
    keepWritten(event, config, { note: true, because: { key: 'done', values: {} } }),
});
