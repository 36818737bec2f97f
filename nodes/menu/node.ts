import * as z from 'zod';
import { askOrWait, questionFields, questionPorts, refuseOrAskAgain, timeUp } from '@/runtime/flow/ask';
import { localizedField } from '@/runtime/flow/config-schemas';
import { localizedChoice, localizedText } from '@/runtime/flow/localized';
import { defineNode, go } from '@/runtime/flow/node-definition';
import { readChoice } from '@/runtime/flow/read-answer';

const config = z.object({
  question: localizedField.default({ en: '', de: '' }),
  options: z
    .array(z.object({ value: z.string().regex(/^[A-Za-z0-9_-]{1,48}$/), label: localizedField.default({}) }))
    .max(12)
    .default([])
    .meta({ widget: 'options' }),
  ...questionFields,
});

const RESERVED = ['invalid', 'timeout'];

/** Lets the customer choose one of several ways. */
export default defineNode({
  type: 'menu',
  version: 1,
  category: 'do',
  icon: 'IconListNumbers',
  config,
  waits: true,
  replies: true,
  ports: (config) =>
    questionPorts(
      config.options.map(({ value, label }) => ({
        id: value,
        kind: 'exit',
        label: localizedText(label, 'en') || value,
        labels: label,
      })),
      config,
    ),
  summary: ({ question }, { language = 'en' }) => localizedText(question, language),
  problems({ question, options }) {
    if (localizedChoice(question, 'en') === null)
      return [{ level: 'error', path: ['question'], key: 'questionMissing' }];
    if (options.length < 2) return [{ level: 'error', path: ['options'], key: 'optionsMissing' }];
    const taken = options.findIndex(
      ({ value }, index) =>
        RESERVED.includes(value) ||
        options.some((other, earlier) => earlier < index && other.value === value),
    );
    const values = { name: options[taken]?.value ?? '' };
    return taken < 0 ? [] : [{ level: 'error', path: ['options', taken, 'value'], key: 'idTaken', values }];
  },
  run: (context) => askOrWait(context, context.config.question, { options: context.config.options }),
  resume(context) {
    const { config, event, facts, language } = context;
    if (event.type !== 'messageReceived' || facts.message === null) return timeUp();
    const value = facts.message.automatic ? null : readChoice(facts.message, config.options);
    const chosen = config.options.find((option) => option.value === value);
    if (!chosen) return refuseOrAskAgain(context, config.question, { options: config.options });
    const answer = localizedText(chosen.label, language) || chosen.value;
    return go(chosen.value, {
      because: { key: 'chosen', values: { answer } },
      read: { choice: chosen.value },
    });
  },
});
