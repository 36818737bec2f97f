import * as z from 'zod';
import { slotField } from '@/runtime/flow/config-schemas';
import { defineNode, go } from '@/runtime/flow/node-definition';

const config = z.object({
  channel: z.enum(['any', 'email', 'chat']).default('any').meta({ widget: 'segmented' }),
  queue: slotField('queue').optional().meta({ advanced: true }),
});

/** A reopened ticket goes before every start that only looks at the message. */
const SPECIFICITY = 32;

/** Begins a flow when a message reopens a closed ticket. */
export default defineNode({
  type: 'ticket-reopened',
  version: 1,
  category: 'start',
  icon: 'IconRotateClockwise',
  config,
  ports: [{ id: 'next', kind: 'exit' }],
  matches({ channel, queue }, { message, ticket }) {
    if (message === null || !ticket.reopened) return { specificity: 0 };
    if (channel !== 'any' && message.channelKind !== channel) return { specificity: 0 };
    if (queue !== undefined && ticket.queue !== queue) return { specificity: 0 };
    return { specificity: SPECIFICITY + (channel === 'any' ? 0 : 2) + (queue === undefined ? 0 : 4) };
  },
  summary({ channel, queue }, translate, environment) {
    const by = translate(`summary.${channel}`);
    return queue === undefined
      ? by
      : translate('summary.queue', { channel: by, name: environment?.queues[queue]?.name ?? queue });
  },
  run: ({ facts }) =>
    go('next', { because: { key: 'reopened', values: { number: String(facts.ticket.number) } } }),
});
