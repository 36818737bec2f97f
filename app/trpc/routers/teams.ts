import * as z from 'zod';
import { addTeam, changeTeam, nameAgent, removeTeam, teamInputSchema } from '@/runtime/administration/teams';
import { findAgents } from '@/runtime/store/agents';
import { findTeams } from '@/runtime/store/teams';
import { procedure, router } from '../init';

const one = z.object({ id: z.string().max(64) });

const teamSchema = z.object({
  id: z.string(),
  slot: z.string(),
  name: z.record(z.string(), z.string()),
  members: z.array(z.object({ id: z.string(), name: z.string() })),
});

/** Teams, and the names by which flows call the people in them. */
export const teamsRouter = router({
  list: procedure('user.read')
    .output(z.array(teamSchema))
    .query(async () => {
      const [teams, agents] = await Promise.all([findTeams(), findAgents()]);
      return teams.map(({ _id, slot, name, memberIds }) => ({
        id: _id,
        slot,
        name,
        members: agents
          .filter((agent) => memberIds.includes(agent._id))
          .map(({ _id: id, name: who }) => ({ id, name: who })),
      }));
    }),
  add: procedure('user.edit')
    .input(teamInputSchema)
    .output(z.object({ id: z.string(), slot: z.string() }))
    .mutation(async ({ input }) => {
      const { _id, slot } = await addTeam(input, new Date());
      return { id: _id, slot };
    }),
  change: procedure('user.edit')
    .input(teamInputSchema.extend(one.shape))
    .output(z.void())
    .mutation(({ input: { id, ...input } }) => changeTeam(id, input, new Date())),
  remove: procedure('user.edit')
    .input(one)
    .output(z.void())
    .mutation(({ input }) => removeTeam(input.id, new Date())),
  /** Gives a person a name for flows, where he has none yet. */
  nameAgent: procedure('user.edit')
    .input(one)
    .output(z.object({ slot: z.string().nullable() }))
    .mutation(async ({ input }) => ({ slot: await nameAgent(input.id) })),
});
