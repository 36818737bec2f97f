import * as z from 'zod';
import { defineActivity } from '@/runtime/flow/activity';

/** Lists the customer's other open tickets, newest first. */
export default defineActivity({
  name: 'merge-ticket',
  input: z.object({ address: z.string() }),
  retry: { attempts: 3, firstDelayMs: 200 },
  perform: async ({ address }, { clients }) => clients.openTickets(address),
});
