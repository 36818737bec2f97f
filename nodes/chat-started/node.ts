import * as z from 'zod';
import { slotField } from '@/runtime/flow/config-schemas';
import { defineNode, go } from '@/runtime/flow/node-definition';
import { faultOfTextRule, fulfilsTextRule } from '@/runtime/flow/text-rule';

const config = z.object({
  chat: slotField('chat').optional(),
  page: z.enum(['any', 'contains', 'matches']).default('any').meta({ widget: 'segmented' }),
  pageText: z
    .string()
    .max(500)
    .default('')
    .meta({ widget: 'text', showWhen: { page: ['contains', 'matches'] } }),
});

/** Begins a flow when a visitor starts a chat: in one chat or any, on certain pages. */
export default defineNode({
  type: 'chat-started',
  version: 1,
  category: 'start',
  icon: 'IconMessageCircle',
  config,
  ports: [{ id: 'next', kind: 'exit' }],
  matches(config, { message, ticket }) {
    if (message === null || message.channelKind !== 'chat' || ticket.reopened) return { specificity: 0 };
    let specificity = 2;
    if (config.chat !== undefined) {
      if (message.channel !== config.chat) return { specificity: 0 };
      specificity += 4;
    }
    if (config.page !== 'any') {
      if (!fulfilsTextRule(config.page, config.pageText, message.address)) return { specificity: 0 };
      specificity += 8;
    }
    return { specificity };
  },
  summary({ chat, page, pageText }, translate, environment) {
    const name = chat ? (environment?.chats?.[chat]?.name ?? chat) : null;
    const where = name === null ? translate('summary.anyChat') : translate('summary.chat', { name });
    return page === 'any' ? where : translate('summary.onPage', { where, text: pageText });
  },
  problems({ page, pageText }) {
    const fault = faultOfTextRule(page, pageText);
    if (fault === null) return [];
    return [{ level: 'error', path: ['pageText'], key: fault === 'pattern' ? 'pattern' : 'pageMissing' }];
  },
  run: ({ facts }) =>
    facts.message?.address
      ? go('next', { because: { key: 'startedOn', values: { page: facts.message.address } } })
      : go('next', { because: { key: 'started', values: {} } }),
});
