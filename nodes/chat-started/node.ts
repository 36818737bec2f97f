import * as z from 'zod';
import { slotField } from '@/runtime/flow/config-schemas';
import { defineNode, go } from '@/runtime/flow/node-definition';

const config = z.object({
  chat: slotField('chat').optional(),
  reopened: z.enum(['any', 'never', 'only']).default('any').meta({ widget: 'select', advanced: true }),
});

/** Begins a flow with a message in a chat. */
export default defineNode({
  type: 'chat-started',
  version: 1,
  category: 'start',
  icon: 'IconMessageCircle',
  config,
  ports: [{ id: 'next', kind: 'exit' }],
  matches({ chat, reopened }, { message, ticket }) {
    if (message === null || message.channelKind !== 'chat') return { specificity: 0 };
    if (chat !== undefined && message.channel !== chat) return { specificity: 0 };
    if (reopened !== 'any' && ticket.reopened !== (reopened === 'only')) return { specificity: 0 };
    return { specificity: 1 + (chat === undefined ? 0 : 2) + (reopened === 'any' ? 0 : 4) };
  },
  summary: ({ chat }, translate) =>
    chat === undefined ? translate('summary.any') : translate('summary.chat', { name: chat }),
  run({ facts }) {
    const name = facts.customer.name || facts.message?.from.name || '';
    return go('next', {
      because: name === '' ? { key: 'anonymous', values: {} } : { key: 'received', values: { name } },
    });
  },
});
