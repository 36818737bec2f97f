import * as z from 'zod';
import { templateField } from '@/runtime/flow/config-schemas';
import { defineNode, go } from '@/runtime/flow/node-definition';

/** Opens a closed ticket again. */
export default defineNode({
  type: 'reopen',
  version: 1,
  category: 'do',
  icon: 'IconRotateClockwise',
  config: z.object({ reason: templateField.max(200).default('') }),
  ports: [{ id: 'next', kind: 'exit' }],
  summary: ({ reason }) => reason,
  run({ config, facts, fill }) {
    if (facts.ticket.state !== 'closed') return go('next', { because: { key: 'open', values: {} } });
    return go('next', {
      commands: [{ type: 'reopenTicket', reason: config.reason === '' ? null : fill(config.reason) }],
      because: { key: 'reopened', values: {} },
    });
  },
});
