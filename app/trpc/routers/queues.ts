import * as z from 'zod';
import { addQueue, changeQueue, queueInputSchema, removeQueue } from '@/runtime/administration/queues';
import { findQueues } from '@/runtime/store/queues';
import { procedure, router } from '../init';

const one = z.object({ id: z.string().max(64) });

export const queuesRouter = router({
  list: procedure('queue.read').query(async () => {
    const queues = await findQueues();
    return queues.map(({ _id, slot, name, color, distribution, sla, teamIds }) => ({
      id: _id,
      slot,
      name,
      color,
      distribution,
      sla,
      teamIds,
    }));
  }),
  add: procedure('queue.edit')
    .input(queueInputSchema)
    .mutation(async ({ input }) => ({ id: (await addQueue(input, new Date()))._id })),
  change: procedure('queue.edit')
    .input(queueInputSchema.extend(one.shape))
    .mutation(({ input: { id, ...input } }) => changeQueue(id, input, new Date())),
  remove: procedure('queue.edit')
    .input(one)
    .mutation(({ input }) => removeQueue(input.id, new Date())),
});
