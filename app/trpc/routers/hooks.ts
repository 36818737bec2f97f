import * as z from 'zod';
import {
  addHook,
  changeHook,
  hookInputSchema,
  listHooks,
  removeHook,
  renewHookAddress,
} from '@/runtime/administration/hooks';
import { procedure, router } from '../init';

const one = z.object({ id: z.string().max(64) });

/** Web hooks: addresses that other systems call to begin a flow. Who knows one may call it: only editors see them. */
export const hooksRouter = router({
  list: procedure('channel.edit').query(() => listHooks()),
  add: procedure('channel.edit')
    .input(hookInputSchema)
    .mutation(({ input }) => addHook(input, new Date())),
  change: procedure('channel.edit')
    .input(hookInputSchema.extend(one.shape))
    .mutation(({ input: { id, ...input } }) => changeHook(id, input, new Date())),
  renew: procedure('channel.edit')
    .input(one)
    .mutation(({ input }) => renewHookAddress(input.id, new Date())),
  remove: procedure('channel.edit')
    .input(one)
    .mutation(({ input }) => removeHook(input.id, new Date())),
});
