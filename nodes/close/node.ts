import * as z from 'zod';
import { templateField } from '@/runtime/flow/config-schemas';
import { defineNode, end } from '@/runtime/flow/node-definition';

/** Closes the ticket; the path ends here. */
export default defineNode({
  type: 'close',
  version: 1,
  category: 'do',
  icon: 'IconCircleCheck',
  config: z.object({ reason: templateField.max(200).default('') }),
  ports: [],
  settles: true,
  summary: ({ reason }) => reason,
  run({ config, fill }) {
    return end({
      commands: [{ type: 'closeTicket', reason: config.reason === '' ? null : fill(config.reason) }],
      because: { key: 'closed', values: {} },
    });
  },
});
