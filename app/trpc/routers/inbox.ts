import * as z from 'zod';
import { nodeRegistry } from '@/nodes/registry.generated';
import { findPausedMailboxes } from '@/runtime/administration/paused-mailboxes';
import { readAttachedMail } from '@/runtime/inbox/attached-mail';
import { readFilePlace } from '@/runtime/inbox/file-place';
import { readInboxViews } from '@/runtime/inbox/inbox-views';
import { listTickets, searchTickets } from '@/runtime/inbox/list-tickets';
import { findBadAddresses } from '@/runtime/inbox/recipients';
import { findWritingChannels } from '@/runtime/inbox/writing-channels';
import { findAgents } from '@/runtime/store/agents';
import { localizedName } from '@/runtime/store/localized-name';
import { forgetPictureSender, keepPictureSender } from '@/runtime/store/picture-senders';
import { findQueues } from '@/runtime/store/queues';
import { procedure, router } from '../init';

const cursor = z.object({ priority: z.number(), lastMessageAt: z.date(), id: z.string() });

/** The two left panes of the inbox. */
export const inboxRouter = router({
  views: procedure('inbox.read').query(({ ctx }) =>
    readInboxViews(ctx.account.id, ctx.language, nodeRegistry),
  ),
  list: procedure('inbox.read')
    .input(
      z.object({
        view: z.string().max(200),
        search: z.string().max(200).optional(),
        unread: z.literal(true).optional(),
        overdue: z.literal(true).optional(),
        urgent: z.literal(true).optional(),
        tag: z.string().trim().max(60).optional(),
        cursor: cursor.nullish(),
        limit: z.int().min(1).max(200).default(60),
      }),
    )
    .query(({ ctx, input }) => listTickets(input, ctx.account.id, new Date())),
  search: procedure('inbox.read')
    .input(z.object({ search: z.string().trim().min(1).max(200) }))
    .query(({ input }) => searchTickets(input.search, 8)),
  /** Channels by which one can write to anybody. */
  mailboxes: procedure('ticket.work').query(({ ctx }) => findWritingChannels(ctx.language)),
  /** Mailboxes that take no mail in just now, to tell agents why. */
  pausedMailboxes: procedure('inbox.read').query(({ ctx }) => findPausedMailboxes(ctx.language)),
  /** Those of the addresses that mail came back from. */
  badAddresses: procedure('ticket.work')
    .input(z.object({ addresses: z.array(z.string().max(320)).max(150) }))
    .query(({ input }) => findBadAddresses('email', input.addresses)),
  /** Whether the reader always wants to see the pictures of this sender. */
  wantPictures: procedure('inbox.read')
    .input(z.object({ address: z.string().trim().min(1).max(320), wanted: z.boolean() }))
    .mutation(({ ctx, input: { address, wanted } }) =>
      wanted
        ? keepPictureSender(ctx.account.id, address, new Date())
        : forgetPictureSender(ctx.account.id, address),
    ),
  /** A mail that lies in a message as a file, to be read in place. */
  attachedMail: procedure('inbox.read')
    .input(
      z.object({
        messageId: z.string().min(1).max(200),
        file: z
          .string()
          .max(80)
          .transform((text, context) => {
            const place = readFilePlace(text);
            if (!place) context.addIssue({ code: 'custom', message: 'no place of a file' });
            return place ?? z.NEVER;
          }),
      }),
    )
    .query(({ input: { messageId, file } }) => readAttachedMail({ messageId, ...file })),
  /** Where a ticket can go: queues and colleagues, by name. */
  targets: procedure('inbox.read').query(async ({ ctx }) => {
    const [queues, agents] = await Promise.all([findQueues(), findAgents()]);
    return {
      queues: queues.map(({ _id, name, color }) => ({
        id: _id,
        name: localizedName(name, ctx.language),
        color,
      })),
      agents: agents.map(({ _id, name, presence }) => ({ id: _id, name, presence })),
    };
  }),
});
