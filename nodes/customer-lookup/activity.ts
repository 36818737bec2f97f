import * as z from 'zod';
import { defineActivity } from '@/runtime/flow/activity';

/** Finds a customer by mail address. */
export default defineActivity({
  name: 'customer-lookup',
  input: z.object({ address: z.string() }),
  retry: { attempts: 3, firstDelayMs: 200 },
  perform: ({ address }, { clients }) => clients.findCustomer({ email: address }),
});
