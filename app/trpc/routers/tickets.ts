import * as z from 'zod';
import { nodeTexts as germanNodes } from '@/nodes/texts-de.generated';
import { nodeTexts as englishNodes } from '@/nodes/texts-en.generated';
import type { ChangedTicket } from '@/runtime/inbox/change-ticket';
import { markRead, readCustomerCard, readTicketDetail } from '@/runtime/inbox/read-ticket';
import { readTicketHistory } from '@/runtime/inbox/ticket-history';
import {
  assignTicket,
  closeTicket,
  editTicket,
  parkTicket,
  reopenTicket,
  returnTicket,
  takeTicket,
  transferTicket,
  wakeTicket,
} from '@/runtime/inbox/ticket-operations';
import { undoChange } from '@/runtime/inbox/undo-change';
import { forgetViewer, noteViewer, otherViewers } from '@/runtime/inbox/viewers';
import { writeNote } from '@/runtime/inbox/write-note';
import { writeReply } from '@/runtime/inbox/write-reply';
import { procedure, router } from '../init';

const id = z.string().min(1).max(64);
const one = z.object({ id });
const party = z.object({ name: z.string().max(200), address: z.string().max(320) });
const clientId = z.string().regex(/^[A-Za-z0-9-]{8,64}$/);

/** What the browser needs to offer "undo". */
function outcome({ ticket, changeId }: ChangedTicket) {
  return { id: ticket._id, changeId, state: ticket.state, revision: ticket.revision };
}

/** One ticket: reading it and everything an agent does with it. */
export const ticketsRouter = router({
  get: procedure('inbox.read')
    .input(one)
    .query(({ input }) => readTicketDetail(input.id)),
  customer: procedure('customer.read')
    .input(one)
    .query(({ input }) => readCustomerCard(input.id)),
  history: procedure('inbox.read')
    .input(one)
    .query(({ ctx, input }) =>
      readTicketHistory(input.id, ctx.language, ctx.language === 'de' ? germanNodes : englishNodes),
    ),
  viewers: procedure('inbox.read')
    .input(one)
    .query(({ ctx, input }) => otherViewers(input.id, ctx.account.id, new Date())),
  markRead: procedure('ticket.work')
    .input(one)
    .mutation(({ ctx, input }) => markRead(input.id, ctx.account, new Date())),
  beHere: procedure('inbox.read')
    .input(one.extend({ activity: z.enum(['viewing', 'replying', 'gone']) }))
    .mutation(({ ctx, input }) =>
      input.activity === 'gone'
        ? forgetViewer(input.id, ctx.account, new Date())
        : noteViewer(input.id, input.activity, ctx.account, new Date()),
    ),
  take: procedure('ticket.work')
    .input(one)
    .mutation(async ({ ctx, input }) => outcome(await takeTicket(input.id, ctx.account, new Date()))),
  giveBack: procedure('ticket.work')
    .input(one)
    .mutation(async ({ ctx, input }) => outcome(await returnTicket(input.id, ctx.account, new Date()))),
  assign: procedure('ticket.assign')
    .input(one.extend({ agentId: id }))
    .mutation(async ({ ctx, input }) =>
      outcome(await assignTicket(input.id, input.agentId, ctx.account, new Date())),
    ),
  transfer: procedure('ticket.work')
    .input(one.extend({ queueId: id }))
    .mutation(async ({ ctx, input }) =>
      outcome(await transferTicket(input.id, input.queueId, ctx.account, new Date(), ctx.language)),
    ),
  park: procedure('ticket.work')
    .input(one.extend({ until: z.date().nullable() }))
    .mutation(async ({ ctx, input }) =>
      outcome(await parkTicket(input.id, input.until, ctx.account, new Date())),
    ),
  wake: procedure('ticket.work')
    .input(one)
    .mutation(async ({ ctx, input }) => outcome(await wakeTicket(input.id, ctx.account, new Date()))),
  close: procedure('ticket.work')
    .input(one)
    .mutation(async ({ ctx, input }) => outcome(await closeTicket(input.id, ctx.account, new Date()))),
  reopen: procedure('ticket.work')
    .input(one)
    .mutation(async ({ ctx, input }) => outcome(await reopenTicket(input.id, ctx.account, new Date()))),
  edit: procedure('ticket.work')
    .input(
      one.extend({
        subject: z.string().trim().min(1).max(500).optional(),
        priority: z.int().min(-20).max(20).optional(),
        tags: z.array(z.string().trim().min(1).max(60)).max(30).optional(),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const { id: ticketId, ...edit } = input;
      return outcome(await editTicket(ticketId, edit, ctx.account, new Date()));
    }),
  undo: procedure('ticket.work')
    .input(z.object({ changeId: id }))
    .mutation(async ({ ctx, input }) => outcome(await undoChange(input.changeId, ctx.account, new Date()))),
  note: procedure('ticket.work')
    .input(one.extend({ noteId: clientId, text: z.string().max(20_000) }))
    .mutation(async ({ ctx, input }) => {
      const { id: ticketId, noteId, text } = input;
      return outcome(await writeNote({ ticketId, noteId, text }, ctx.account, new Date()));
    }),
  reply: procedure('ticket.work')
    .input(
      one.extend({
        replyId: clientId,
        html: z.string().max(500_000),
        to: z.array(party).max(50),
        cc: z.array(party).max(50),
        subject: z.string().max(500).nullable(),
        uploads: z.array(z.string().max(64)).max(30),
        seenMessageId: z.string().max(128).nullable(),
        evenIfNewer: z.boolean(),
        afterwards: z.enum(['stay', 'close', 'park']),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const { id: ticketId, ...reply } = input;
      return outcome(await writeReply({ ticketId, ...reply }, ctx.account, new Date()));
    }),
});
