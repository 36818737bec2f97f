import * as z from 'zod';
import { nodeRegistry } from '@/nodes/registry.generated';
import { readInboxViews } from '@/runtime/inbox/inbox-views';
import { listTickets, searchTickets } from '@/runtime/inbox/list-tickets';
import { findAgents } from '@/runtime/store/agents';
import { localizedName } from '@/runtime/store/localized-name';
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
        cursor: cursor.nullish(),
        limit: z.int().min(1).max(200).default(60),
      }),
    )
    .query(({ ctx, input }) => listTickets(input, ctx.account.id, new Date())),
  search: procedure('inbox.read')
    .input(z.object({ search: z.string().trim().min(1).max(200) }))
    .query(({ input }) => searchTickets(input.search, 8)),
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
