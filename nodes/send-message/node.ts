import * as z from 'zod';
import { localizedField } from '@/runtime/flow/config-schemas';
import { localizedChoice, localizedText } from '@/runtime/flow/localized';
import { defineNode, go } from '@/runtime/flow/node-definition';
import { renderRichText } from '@/runtime/flow/rich-text';

const config = z.object({
  subject: localizedField.default({}).meta({ advanced: true }),
  text: localizedField.default({ en: '', de: '' }).meta({ widget: 'rich-text' }),
});

/** Sends the customer a message that belongs to a dialogue. */
export default defineNode({
  type: 'send-message',
  version: 1,
  category: 'do',
  icon: 'IconSend',
  config,
  ports: [{ id: 'next', kind: 'exit' }],
  settles: true,
  replies: true,
  summary: ({ text }, { language = 'en' }) =>
    renderRichText(localizedText(text, language), (template) => template)
      .text.trim()
      .split('\n', 1)[0] ?? '',
  problems: ({ text }) =>
    localizedChoice(text, 'en') === null ? [{ level: 'error', path: ['text'], key: 'textMissing' }] : [],
  run({ config, facts, language, fill }) {
    // RFC 3834, section 2: machines get no answer.
    if (facts.message?.bounce) return go('next', { because: { key: 'bounce', values: {} } });
    if (facts.message?.automatic) return go('next', { because: { key: 'automatic', values: {} } });
    const text = localizedChoice(config.text, language);
    if (text === null) return go('next', { because: { key: 'noText', values: {} } });
    const subject = localizedChoice(config.subject, text.language);
    const body = { ...renderRichText(text.text, fill), language: text.language };
    return go('next', {
      commands: [
        {
          type: 'sendMessage',
          purpose: 'flow',
          to: null,
          body: subject === null ? body : { ...body, subject: fill(subject.text) },
        },
      ],
      because: { key: 'sent', values: {} },
    });
  },
});
