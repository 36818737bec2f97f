import * as z from 'zod';
import { nodeTexts as germanNodes } from '@/nodes/texts-de.generated';
import { nodeTexts as englishNodes } from '@/nodes/texts-en.generated';
import { changeTickets, undoChanges } from '@/runtime/inbox/bulk-change';
import type { ChangedTicket } from '@/runtime/inbox/change-ticket';
import { forwardMessage } from '@/runtime/inbox/forward-message';
import { rescheduleMessage, settleDelivery, withdrawMessage } from '@/runtime/inbox/held-messages';
import { mergeTickets } from '@/runtime/inbox/merge-tickets';
import { markRead, readCustomerCard, readTicketDetail } from '@/runtime/inbox/read-ticket';
import { splitMessage } from '@/runtime/inbox/split-message';
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
import { writeMessage } from '@/runtime/inbox/write-message';
import { writeNote } from '@/runtime/inbox/write-note';
import { writeReply } from '@/runtime/inbox/write-reply';
import { procedure, router } from '../init';

const id = z.string().min(1).max(64);
const one = z.object({ id });
const party = z.object({ name: z.string().max(200), address: z.string().max(320) });
const written = z.object({
  html: z.string().max(500_000),
  to: z.array(party).max(50),
  cc: z.array(party).max(50).default([]),
  bcc: z.array(party).max(50).default([]),
  uploads: z.array(z.string().max(64)).max(30),
  sendAt: z.date().nullable().default(null),
});
const afterwards = z.enum(['stay', 'close', 'park']);
const messageId = z.string().min(1).max(300);
const tags = z.array(z.string().trim().min(1).max(60)).max(30);
const bulkChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['close', 'reopen', 'take', 'giveBack']) }),
  z.object({ kind: z.literal('transfer'), queueId: id }),
  z.object({ kind: z.literal('park'), until: z.date().nullable() }),
  z.object({ kind: z.literal('tag'), add: tags, remove: tags }),
]);
const ids = z.array(id).min(1).max(500);
const clientId = z.string().regex(/^[A-Za-z0-9-]{8,64}$/);

/** What the browser needs to offer "undo". */
function outcome({ ticket, changeId }: ChangedTicket) {
  return { id: ticket._id, changeId, state: ticket.state, revision: ticket.revision };
}

/** And what it needs to take the message back. */
function sentOutcome(sent: ChangedTicket & { messageId: string; holdsUntil: Date | null }) {
  return { ...outcome(sent), messageId: sent.messageId, holdsUntil: sent.holdsUntil };
}

/** One ticket: reading it and everything an agent does with it. */
export const ticketsRouter = router({
  get: procedure('inbox.read')
    .input(one)
    .query(({ ctx, input }) => readTicketDetail(input.id, ctx.account.id, new Date())),
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
      written.extend({
        id,
        replyId: clientId,
        subject: z.string().max(500).nullable(),
        seenMessageId: z.string().max(128).nullable(),
        evenIfNewer: z.boolean(),
        afterwards,
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const { id: ticketId, ...reply } = input;
      return sentOutcome(await writeReply({ ticketId, ...reply }, ctx.account, new Date()));
    }),
  /** Passes a message of the ticket on to somebody else. */
  forward: procedure('ticket.work')
    .input(
      written.extend({
        id,
        forwardId: clientId,
        messageId,
        subject: z.string().max(500),
        files: z.array(z.string().max(64)).max(100),
        asFile: z.boolean(),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const { id: ticketId, ...forward } = input;
      return sentOutcome(await forwardMessage({ ticketId, ...forward }, ctx.account, new Date()));
    }),
  /** Writes to anybody; opens a ticket. */
  write: procedure('ticket.work')
    .input(
      written.extend({
        newId: clientId,
        channelId: id,
        subject: z.string().max(500),
        queueId: id.nullable(),
        forMe: z.boolean(),
        afterwards,
      }),
    )
    .mutation(async ({ ctx, input }) => sentOutcome(await writeMessage(input, ctx.account, new Date()))),
  /** Takes a message back that has not left yet; gives what was written. */
  withdraw: procedure('ticket.work')
    .input(z.object({ messageId }))
    .mutation(({ ctx, input }) => withdrawMessage(input.messageId, ctx.account, new Date())),
  reschedule: procedure('ticket.work')
    .input(z.object({ messageId, sendAt: z.date().nullable() }))
    .mutation(({ ctx, input }) => rescheduleMessage(input.messageId, input.sendAt, ctx.account, new Date())),
  /** A message that may not have arrived: send it again, or leave it at that. */
  settleDelivery: procedure('ticket.work')
    .input(z.object({ messageId, decision: z.enum(['again', 'sent']) }))
    .mutation(({ ctx, input }) => settleDelivery(input.messageId, input.decision, ctx.account, new Date())),
  merge: procedure('ticket.work')
    .input(one.extend({ intoId: id }))
    .mutation(async ({ ctx, input }) =>
      outcome(await mergeTickets(input.id, input.intoId, ctx.account, new Date())),
    ),
  split: procedure('ticket.work')
    .input(one.extend({ messageId }))
    .mutation(async ({ ctx, input }) =>
      outcome(await splitMessage(input.id, input.messageId, ctx.account, new Date())),
    ),
  bulk: procedure('ticket.work')
    .input(z.object({ ids, change: bulkChange }))
    .mutation(({ ctx, input }) =>
      changeTickets(input.ids, input.change, ctx.account, new Date(), ctx.language),
    ),
  bulkAssign: procedure('ticket.assign')
    .input(z.object({ ids, agentId: id }))
    .mutation(({ ctx, input: { ids: tickets, agentId } }) =>
      changeTickets(tickets, { kind: 'assign', agentId }, ctx.account, new Date(), ctx.language),
    ),
  undoBulk: procedure('ticket.work')
    .input(z.object({ changeIds: ids }))
    .mutation(({ ctx, input }) => undoChanges(input.changeIds, ctx.account, new Date())),
});
