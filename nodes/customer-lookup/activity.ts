import * as z from 'zod';
import { defineActivity } from '@/runtime/flow/activity';

/** Finds a customer by all the fields given. */
export default defineActivity({
  name: 'customer-lookup',
  input: z.record(z.string(), z.string()),
  retry: { attempts: 3, firstDelayMs: 200 },
  perform: (query, { clients }) => clients.findCustomer(query),
});
