import * as z from 'zod';
import { slotField } from '@/runtime/flow/config-schemas';
import { defineNode, go } from '@/runtime/flow/node-definition';
import { faultOfTextRule, fulfilsTextRule } from '@/runtime/flow/text-rule';

const config = z.object({
  chat: slotField('chat').optional(),
  text: z.enum(['any', 'contains', 'matches']).default('any').meta({ widget: 'segmented' }),
  words: z
    .string()
    .max(500)
    .default('')
    .meta({ widget: 'text', showWhen: { text: ['contains', 'matches'] } }),
  reopened: z.enum(['any', 'never', 'only']).default('any').meta({ widget: 'select', advanced: true }),
});

/** Begins a flow with a chat message, also one that goes on with a chat that had ended; with certain words. */
export default defineNode({
  type: 'chat-message-received',
  version: 1,
  category: 'start',
  icon: 'IconMessage',
  config,
  ports: [{ id: 'next', kind: 'exit' }],
  matches(config, { message, ticket }) {
    if (message === null || message.channelKind !== 'chat') return { specificity: 0 };
    let specificity = 1;
    if (config.reopened !== 'any') {
      if (ticket.reopened !== (config.reopened === 'only')) return { specificity: 0 };
      specificity += 32;
    }
    if (config.chat !== undefined) {
      if (message.channel !== config.chat) return { specificity: 0 };
      specificity += 4;
    }
    if (config.text !== 'any') {
      if (!fulfilsTextRule(config.text, config.words, message.text)) return { specificity: 0 };
      specificity += 16;
    }
    return { specificity };
  },
  summary({ chat, text, words }, translate, environment) {
    const name = chat ? (environment?.chats?.[chat]?.name ?? chat) : null;
    const where = name === null ? translate('summary.anyChat') : translate('summary.chat', { name });
    return text === 'any' ? where : translate('summary.withWords', { where, text: words });
  },
  problems({ text, words }) {
    const fault = faultOfTextRule(text, words);
    if (fault === null) return [];
    return [{ level: 'error', path: ['words'], key: fault === 'pattern' ? 'pattern' : 'wordsMissing' }];
  },
  run: ({ facts }) =>
    facts.ticket.reopened
      ? go('next', { because: { key: 'goesOn', values: { number: facts.ticket.number } } })
      : go('next', { because: { key: 'received', values: {} } }),
});
