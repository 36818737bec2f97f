import * as z from 'zod';
import { nodeRegistry } from '@/nodes/registry.generated';
import { isTimeZone } from '@/runtime/flow/zone-offset';
import { flowSources, readFlowVolumes } from '@/runtime/library/flow-volumes';
import { procedure, router } from '../init';

const DAYS = 14;

/** What the list of flows shows beside the flows themselves. */
export const flowListsRouter = router({
  /** Executions a day over the last 14 days, and what begins each flow. */
  volumes: procedure('flow.read')
    .input(z.object({ timeZone: z.string().refine(isTimeZone) }))
    .output(
      z.array(z.object({ id: z.string(), sources: z.array(z.enum(flowSources)), days: z.array(z.int()) })),
    )
    .query(({ input }) => readFlowVolumes(nodeRegistry, DAYS, input.timeZone, new Date())),
});
