import * as z from 'zod';
import { roleAllows } from '@/runtime/accounts/permissions';
import { removeUnusedThings } from '@/runtime/administration/remove-unused-things';
import { settingKinds, thingUses } from '@/runtime/administration/thing-use';
import { localizedSchema } from '@/runtime/flow/flow-document';
import { bindableKinds } from '@/runtime/library/template-slots';
import { procedure, router } from '../init';

const thing = z.object({ kind: z.enum(bindableKinds), id: z.string().max(64) });
const things = z.object({ things: z.array(thing).max(100) });
const thingUseOutput = thing.extend({
  name: localizedSchema,
  flows: z.array(z.object({ id: z.string(), name: z.string(), nodeId: z.string().nullable() })),
  settings: z.array(z.object({ kind: z.enum(settingKinds), name: localizedSchema })),
  tickets: z.int(),
});

/** What flows name, whatever its kind: what uses it, and taking away what was made for nothing. */
export const thingsRouter = router({
  uses: procedure('flow.edit')
    .input(things)
    .output(z.array(thingUseOutput))
    .query(({ input }) => thingUses(input.things)),
  /** Removes what nothing uses; see removeUnusedThings. Each kind asks for the permission that making it does. */
  removeUnused: procedure('flow.edit')
    .input(things)
    .output(z.array(thing))
    .mutation(({ input, ctx }) =>
      removeUnusedThings(input.things, (permission) => roleAllows(ctx.account.role, permission), new Date()),
    ),
});
