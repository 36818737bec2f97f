import * as z from 'zod';
import { languageName } from '@/runtime/flow/language-name';
import { defineNode, go } from '@/runtime/flow/node-definition';
import { readText, think } from '@/runtime/model/thinking-node';
import { keepWritten, WRITING_PORTS, writingFields } from '@/runtime/model/writing-node';

export const translationConfigSchema = z.object({
  language: z
    .string()
    .regex(/^[a-z]{2}$/)
    .default('de')
    .meta({ widget: 'language' }),
  note: z.boolean().default(true).meta({ widget: 'switch' }),
  ...writingFields('translation'),
});

/** Translates a message. */
export default defineNode({
  type: 'ai-translate',
  version: 1,
  category: 'think',
  icon: 'IconLanguageHiragana',
  config: translationConfigSchema,
  ports: [...WRITING_PORTS],
  summary: ({ language }, translate) =>
    translate('summary.into', { language: languageName(language, translate.language ?? 'en') }),
  variables: ({ variable }) => [{ name: variable, type: 'text' }],
  exampleAnswers: () => [
    { key: 'written', answer: { result: { text: 'Good morning, where is my parcel?' } } },
  ],
  run({ config, fill, facts }) {
    const text = readText(fill, config.text);
    if (text === '') return go('next', { because: { key: 'empty', values: {} } });
    if (facts.message?.language === config.language) {
      return go('next', {
        set: { [config.variable]: text },
        because: { key: 'same', values: { language: { language: config.language } } },
      });
    }
    return think('ai-translate', { text }, config.timeoutSeconds);
  },
  resume: ({ config, event }) =>
    keepWritten(event, config, {
      note: config.note,
      because: { key: 'done', values: { language: { language: config.language } } },
    }),
});
