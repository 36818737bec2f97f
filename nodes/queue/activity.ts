import * as z from 'zod';
import { defineActivity } from '@/runtime/flow/activity';

/** Asks how a queue stands for the ticket. */
export default defineActivity({
  name: 'queue',
  input: z.object({ queue: z.string() }),
  retry: { attempts: 2, firstDelayMs: 200 },
  async perform({ queue }, { clients }) {
    const { waiting, position, expectedWaitMs } = await clients.queueState(queue);
    return { waiting, position, expectedWaitMs };
  },
});
