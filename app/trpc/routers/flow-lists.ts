import * as z from 'zod';
import { nodeRegistry } from '@/nodes/registry.generated';
import { identifierSchema } from '@/runtime/flow/flow-document';
import { isTimeZone } from '@/runtime/flow/zone-offset';
import { flowSources, readFlowVolumes } from '@/runtime/library/flow-volumes';
import { bindableKinds, readTemplateSlots } from '@/runtime/library/template-slots';
import { procedure, router } from '../init';
import { currentEnvironment } from './flows/check-flow';

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
  /** What a template needs of this installation; see readTemplateSlots. */
  templateSlots: procedure('flow.edit')
    .input(z.object({ template: identifierSchema }))
    .output(
      z.object({
        slots: z.array(
          z.object({ kind: z.enum(bindableKinds), name: z.string(), found: z.string().nullable() }),
        ),
        offered: z.record(z.enum(bindableKinds), z.array(z.object({ id: z.string(), name: z.string() }))),
      }),
    )
    .query(async ({ input, ctx }) =>
      readTemplateSlots(input.template, nodeRegistry, await currentEnvironment({}), ctx.language),
    ),
});
