import * as z from 'zod';
import { addTeam, nameAgent, teamInputSchema } from '@/runtime/administration/teams';
import { procedure, router } from '../init';

/** Teams, and the names by which flows call the people in them. */
export const teamsRouter = router({
  add: procedure('user.edit')
    .input(teamInputSchema)
    .output(z.object({ id: z.string(), slot: z.string() }))
    .mutation(async ({ input }) => {
      const { _id, slot } = await addTeam(input, new Date());
      return { id: _id, slot };
    }),
  /** Gives a person a name for flows, where he has none yet. */
  nameAgent: procedure('user.edit')
    .input(z.object({ id: z.string().max(64) }))
    .output(z.object({ slot: z.string().nullable() }))
    .mutation(async ({ input }) => ({ slot: await nameAgent(input.id) })),
});
