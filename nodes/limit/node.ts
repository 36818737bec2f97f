import * as z from 'zod';
import { defineNode, fail, go, wait } from '@/runtime/flow/node-definition';

const config = z.object({
  count: z.int().min(1).max(1_000_000).default(5).meta({ widget: 'number' }),
  amount: z.int().min(1).max(1_000).default(1).meta({ widget: 'number', half: true }),
  unit: z.enum(['minutes', 'hours', 'days']).default('hours').meta({ widget: 'select', half: true }),
  per: z.enum(['customer', 'ticket', 'all']).default('customer').meta({ widget: 'segmented' }),
});

const UNITS_MS = { minutes: 60_000, hours: 3_600_000, days: 86_400_000 };

/** Counts within a sliding window and lets only so many through. */
export default defineNode({
  type: 'limit',
  version: 1,
  category: 'decide',
  icon: 'IconGauge',
  config,
  ports: [
    { id: 'within', kind: 'exit' },
    { id: 'exceeded', kind: 'exit' },
    { id: 'timeout', kind: 'timeout' },
    { id: 'error', kind: 'error' },
  ],
  summary: ({ count, amount, unit }, translate) => translate('summary.limit', { count, amount, unit }),
  exampleAnswers: ({ count }) => [
    { key: 'within', values: { used: 1 }, answer: { result: 1 } },
    { key: 'exceeded', values: { used: count + 1 }, answer: { result: count + 1 } },
  ],
  run({ config, facts, nodeId }) {
    const whom = { customer: facts.customer.address, ticket: facts.ticket.id, all: 'all' }[config.per];
    const input = { key: `${nodeId}:${config.per}:${whom}`, windowMs: config.amount * UNITS_MS[config.unit] };
    return wait([{ for: 'activity', activity: 'limit', input, timeoutMs: 10_000 }]);
  },
  resume({ config, event }) {
    if (event.type === 'activityFailed') {
      return event.timeout
        ? go('timeout', { because: { key: 'timeout', values: {} } })
        : fail(event.code, event.message);
    }
    const used = event.type === 'activityCompleted' && typeof event.result === 'number' ? event.result : null;
    if (used === null) return fail('badAnswer', 'The count gave no number.');
    const values = { used, count: config.count };
    const key = used <= config.count ? 'within' : 'exceeded';
    return go(key, {
      because: key === 'within' ? { key: 'within', values } : { key: 'exceeded', values },
      read: { used },
    });
  },
});
