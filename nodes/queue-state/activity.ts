import * as z from 'zod';
import { defineActivity } from '@/runtime/flow/activity';

/** Reads the figures of a queue. */
export default defineActivity({
  name: 'queue-state',
  input: z.object({ queue: z.string() }),
  retry: { attempts: 3, firstDelayMs: 200 },
  perform: async ({ queue }, { clients }) => ({ ...(await clients.queueState(queue)) }),
});
