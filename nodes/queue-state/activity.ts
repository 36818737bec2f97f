import * as z from 'zod';
import { defineActivity } from '@/runtime/flow/activity';

/** Reads the figures of a queue. */
export default defineActivity({
  name: 'queue-state',
  input: z.object({ queue: z.string() }),
  retry: { attempts: 3, firstDelayMs: 200 },
  async perform({ queue }, { clients }) {
    const { waiting, longestWaitMs, agentsAvailable } = await clients.queueState(queue);
    return { waiting, longestWaitMs, agentsAvailable };
  },
});
