import * as z from 'zod';
import { nodeRegistry } from '@/nodes/registry.generated';
import { identifierSchema } from '@/runtime/flow/flow-document';
import { isTimeZone } from '@/runtime/flow/zone-offset';
import { moveFlows } from '@/runtime/library/flow-history';
import { flowSources, readFlowVolumes } from '@/runtime/library/flow-volumes';
import { procedure, router } from '../init';

const DAYS = 14;

/** What the list of flows shows beside the flows themselves. */
export const flowListsRouter = router({
  /** Executions a day over the last 14 days, and what begins each flow. */
  volumes: procedure('flow.read')
    .input(z.object({ timeZone: z.string().refine(isTimeZone) }))
    .output(
      z.array(
        z.object({
          id: z.string(),
          sources: z.array(z.enum(flowSources)),
          days: z.array(z.int()),
          behind: z.string().nullable(),
        }),
      ),
    )
    .query(({ input }) => readFlowVolumes(nodeRegistry, DAYS, input.timeZone, new Date())),
  /** Puts flows into folders: one flow, or all that a folder holds when it is renamed or dissolved. */
  move: procedure('flow.edit')
    .input(
      z.object({
        moves: z.array(z.object({ id: identifierSchema, folder: z.string().trim().max(120) })).max(5000),
      }),
    )
    .output(z.void())
    .mutation(({ input }) => moveFlows(input.moves)),
});
