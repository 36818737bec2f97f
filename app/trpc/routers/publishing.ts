import * as z from 'zod';
import { nodeRegistry } from '@/nodes/registry.generated';
import { identifierSchema } from '@/runtime/flow/flow-document';
import { bindAddress, listAliases, unbindAddress } from '@/runtime/library/flow-aliases';
import { movesOfFlow } from '@/runtime/library/move-progress';
import { cancelPublication, dismissRefusal, planPublication } from '@/runtime/library/planned-publication';
import { readFlow } from '@/runtime/library/read-flow';
import { createShareLink, listShareLinks, revokeShareLink } from '@/runtime/library/share-links';
import { waitingExecutions } from '@/runtime/library/waiting-executions';
import { procedure, router } from '../init';
import { currentCheck } from './flows/check-flow';
import {
  aliasListOutput,
  moveChoice,
  moveListOutput,
  planOutput,
  shareLinkListOutput,
  waitingOutput,
} from './flows/publishing-outputs';

const flow = z.object({ id: identifierSchema });
const address = z.email().max(320).toLowerCase();
const target = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('draft') }),
  z.object({ kind: z.literal('version'), version: z.int().min(1) }),
]);

/** What surrounds a publication: plans, executions that wait, addresses bound to a state of the flow, links to a draft. */
export const publishingRouter = router({
  /** What waits in the flow, and where it would stand in the draft. */
  waiting: procedure('flow.read')
    .input(flow)
    .output(waitingOutput)
    .query(async ({ input }) => {
      const { document } = await readFlow(input.id);
      return waitingExecutions(input.id, document, nodeRegistry);
    }),
  moves: procedure('flow.read')
    .input(flow)
    .output(moveListOutput)
    .query(({ input }) => movesOfFlow(input.id)),
  planned: procedure('flow.read')
    .input(flow)
    .output(planOutput)
    .query(async ({ input }) => {
      const { planned, refused } = await readFlow(input.id);
      return {
        planned: planned ? { at: planned.at, note: planned.note, by: planned.by?.name ?? null } : null,
        refused: refused ?? null,
      };
    }),
  plan: procedure('flow.publish')
    .input(
      flow.extend({
        revision: z.int(),
        note: z.string().trim().max(1000).default(''),
        at: z.date(),
        moves: z.record(identifierSchema, moveChoice).default({}),
      }),
    )
    .output(z.void())
    .mutation(async ({ input, ctx: { account } }) =>
      planPublication(input, { id: account.id, name: account.name }, await currentCheck()),
    ),
  cancelPlan: procedure('flow.publish')
    .input(flow)
    .output(z.void())
    .mutation(({ input }) => cancelPublication(input.id)),
  dismissRefusal: procedure('flow.publish')
    .input(flow)
    .output(z.void())
    .mutation(({ input }) => dismissRefusal(input.id)),
  aliases: procedure('flow.read')
    .input(flow)
    .output(aliasListOutput)
    .query(({ input }) => listAliases(input.id)),
  bindAddress: procedure('flow.publish')
    .input(flow.extend({ address, target }))
    .output(z.void())
    .mutation(({ input, ctx }) => bindAddress(input, ctx.account)),
  unbindAddress: procedure('flow.publish')
    .input(flow.extend({ address }))
    .output(z.void())
    .mutation(({ input }) => unbindAddress(input.id, input.address)),
  shareLinks: procedure('flow.edit')
    .input(flow)
    .output(shareLinkListOutput)
    .query(({ input }) => listShareLinks(input.id, new Date())),
  /** Makes a link; its token is told this once and never again. */
  share: procedure('flow.edit')
    .input(flow.extend({ label: z.string().trim().max(120).default(''), days: z.int().min(1).max(90) }))
    .output(z.object({ token: z.string(), expiresAt: z.date() }))
    .mutation(({ input, ctx }) => createShareLink(input, ctx.account)),
  revokeLink: procedure('flow.edit')
    .input(flow.extend({ linkId: z.string().max(64) }))
    .output(z.void())
    .mutation(({ input }) => revokeShareLink(input.id, input.linkId)),
});
