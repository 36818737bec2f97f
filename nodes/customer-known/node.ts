import * as z from 'zod';
import { defineNode, go } from '@/runtime/flow/node-definition';

/** Tells customers who have written before from new ones. */
export default defineNode({
  type: 'customer-known',
  version: 1,
  category: 'decide',
  icon: 'IconUserQuestion',
  config: z.object({ tickets: z.int().min(1).max(1000).default(1).meta({ widget: 'number' }) }),
  ports: [
    { id: 'known', kind: 'exit' },
    { id: 'new', kind: 'exit' },
  ],
  summary: ({ tickets }, translate) => translate('summary.tickets', { count: tickets }),
  run({ config, facts }) {
    const count = facts.customer.ticketCount;
    if (count >= config.tickets) return go('known', { because: { key: 'known', values: { count } } });
    return go('new', { because: { key: 'new', values: { count } } });
  },
});
