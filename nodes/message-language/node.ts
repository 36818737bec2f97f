import * as z from 'zod';
import { languageName } from '@/runtime/flow/language-name';
import { defineNode, go, type PortDefinition } from '@/runtime/flow/node-definition';

const config = z.object({
  languages: z
    .array(z.string().regex(/^[a-z]{2}$/))
    .max(40)
    .default(['de', 'en'])
    .meta({ widget: 'languages' }),
});

/** Leads on by the language of the message. */
export default defineNode({
  type: 'message-language',
  version: 1,
  category: 'decide',
  icon: 'IconLanguage',
  config,
  ports: ({ languages }) => [
    ...[...new Set(languages)].map(
      (language): PortDefinition => ({
        id: language,
        kind: 'exit',
        label: language.toUpperCase(),
        labels: { de: languageName(language, 'de'), en: languageName(language, 'en') },
      }),
    ),
    { id: 'other', kind: 'exit' },
  ],
  summary: ({ languages }, translate) =>
    languages.map((language) => languageName(language, translate.language ?? 'en')).join(', '),
  problems: ({ languages }) =>
    languages.length === 0 ? [{ level: 'error', path: ['languages'], key: 'languagesMissing' }] : [],
  run({ config, facts }) {
    const language = facts.message?.language ?? facts.ticket.language ?? facts.customer.language;
    if (language && config.languages.includes(language)) {
      return go(language, { because: { key: 'known', values: { language: { language } } } });
    }
    return go('other', { because: { key: 'other', values: {} } });
  },
});
