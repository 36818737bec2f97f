import * as z from 'zod';
import { defineNode, go, type PortDefinition } from '@/runtime/flow/node-definition';

const config = z.object({
  tickets: z.int().min(1).max(1000).default(1).meta({ widget: 'number' }),
  familiar: z.boolean().default(false).meta({ widget: 'switch', advanced: true }),
});

/** Tells customers who have written before from new ones, and on wish those whose last agent is still there. */
export default defineNode({
  type: 'customer-known',
  version: 1,
  category: 'decide',
  icon: 'IconUserQuestion',
  config,
  ports({ familiar }) {
    const ports: PortDefinition[] = [
      { id: 'known', kind: 'exit' },
      { id: 'new', kind: 'exit' },
    ];
    return familiar ? [{ id: 'familiar', kind: 'exit' }, ...ports] : ports;
  },
  summary: ({ tickets }, translate) => translate('summary.tickets', { count: tickets }),
  run({ config, facts, environment }) {
    const { ticketCount: count, lastAgent } = facts.customer;
    const last = Object.entries(environment.agents).find(
      ([slot, { id }]) => lastAgent !== null && (slot === lastAgent || id === lastAgent),
    );
    if (config.familiar && last)
      return go('familiar', { because: { key: 'familiar', values: { name: last[1].name } } });
    if (count >= config.tickets) return go('known', { because: { key: 'known', values: { count } } });
    return go('new', { because: { key: 'new', values: { count } } });
  },
});
