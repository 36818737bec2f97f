import * as z from 'zod';
import { defineNode, go } from '@/runtime/flow/node-definition';

/** Priorities as numbers, higher first. */
const PRIORITIES = { low: -10, normal: 0, high: 10, urgent: 20 };

/** Sets how urgent the ticket is. */
export default defineNode({
  type: 'set-priority',
  version: 1,
  category: 'do',
  icon: 'IconFlag',
  config: z.object({
    priority: z.enum(['low', 'normal', 'high', 'urgent']).default('high').meta({ widget: 'select' }),
  }),
  ports: [{ id: 'next', kind: 'exit' }],
  summary: ({ priority }, translate) => translate(`summary.${priority}`),
  run: ({ config: { priority } }) =>
    go('next', {
      commands: [{ type: 'setTicketFields', fields: {}, priority: PRIORITIES[priority] }],
      because: { key: priority, values: {} },
    }),
});
