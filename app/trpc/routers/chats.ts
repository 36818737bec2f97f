import * as z from 'zod';
import { addChat, changeChat, chatInputSchema, listChats } from '@/runtime/administration/chats';
import { procedure, router } from '../init';

/** Chats: where visitors of web pages write. */
export const chatsRouter = router({
  list: procedure('channel.read').query(() => listChats()),
  add: procedure('channel.edit')
    .input(chatInputSchema)
    .mutation(({ input }) => addChat(input, new Date())),
  change: procedure('channel.edit')
    .input(chatInputSchema.extend({ id: z.string().max(64) }))
    .mutation(({ input: { id, ...input } }) => changeChat(id, input, new Date())),
});
