import * as z from 'zod';
import { defineNode, end, fail, go, wait } from '@/runtime/flow/node-definition';

const openTicketsSchema = z.array(z.object({ id: z.string(), number: z.number() }));

/** Joins the ticket to an open one of the same customer. */
export default defineNode({
  type: 'merge-ticket',
  version: 1,
  category: 'do',
  icon: 'IconGitMerge',
  config: z.object({}),
  ports: [
    { id: 'none', kind: 'exit' },
    { id: 'timeout', kind: 'timeout' },
    { id: 'error', kind: 'error' },
  ],
  summary: (_config, translate) => translate('summary.newest'),
  exampleAnswers: () => [
    { key: 'merged', answer: { result: [{ id: 'other', number: 7 }] } },
    { key: 'none', answer: { result: [] } },
  ],
  run: ({ facts }) =>
    wait([
      {
        for: 'activity',
        activity: 'merge-ticket',
        input: { address: facts.customer.address },
        timeoutMs: 10_000,
      },
    ]),
  resume({ event, facts }) {
    if (event.type === 'activityFailed') {
      return event.timeout
        ? go('timeout', { because: { key: 'timeout', values: {} } })
        : fail(event.code, event.message);
    }
    const tickets = event.type === 'activityCompleted' ? openTicketsSchema.safeParse(event.result) : null;
    if (!tickets?.success) return fail('badAnswer', 'The open tickets could not be read.');
    const other = tickets.data.find(({ id }) => id !== facts.ticket.id);
    if (!other) return go('none', { because: { key: 'none', values: {} } });
    return end({
      commands: [{ type: 'mergeTicket', into: other.id }],
      because: { key: 'merged', values: { number: other.number } },
    });
  },
});
