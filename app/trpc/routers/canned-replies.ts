import * as z from 'zod';
import {
  addCannedReply,
  cannedReplyInputSchema,
  changeCannedReply,
  removeCannedReply,
} from '@/runtime/administration/canned-replies';
import { offeredCannedReplies } from '@/runtime/inbox/offered-canned-replies';
import { findCannedReplies } from '@/runtime/store/canned-replies';
import { procedure, router } from '../init';

const one = z.object({ id: z.string().max(64) });

/** Texts for answers: written by those who may edit them, offered to everybody who answers. */
export const cannedRepliesRouter = router({
  list: procedure('cannedReply.edit').query(async () => {
    const records = await findCannedReplies();
    return records.map(({ _id, title, shortcut, text, queueId }) => ({
      id: _id,
      title,
      shortcut,
      text,
      queueId,
    }));
  }),
  add: procedure('cannedReply.edit')
    .input(cannedReplyInputSchema)
    .mutation(async ({ input }) => ({ id: (await addCannedReply(input, new Date()))._id })),
  change: procedure('cannedReply.edit')
    .input(cannedReplyInputSchema.extend(one.shape))
    .mutation(({ input: { id, ...input } }) => changeCannedReply(id, input, new Date())),
  remove: procedure('cannedReply.edit')
    .input(one)
    .mutation(({ input }) => removeCannedReply(input.id, new Date())),
  /** For the reply to one ticket: in its language, filled. */
  offered: procedure('ticket.work')
    .input(z.object({ ticketId: z.string().max(64) }))
    .query(({ ctx, input }) => offeredCannedReplies(input.ticketId, ctx.account)),
});
