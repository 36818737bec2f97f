import * as z from 'zod';
import { localizedSchema } from '@/runtime/flow/flow-document';
import { Agents, findAgents } from '@/runtime/store/agents';
import { appendLiveEvents } from '@/runtime/store/live-events';
import { newId } from '@/runtime/store/new-id';
import { findTeams, type TeamRecord, Teams } from '@/runtime/store/teams';
import { slotFromName } from './slot-from-name';

export const teamInputSchema = z.object({
  name: localizedSchema.refine((name) => Object.values(name).some((text) => text.trim() !== '')),
  /** Accounts; those that are no agents are left out. */
  memberIds: z.array(z.string().max(64)).max(1000),
});
export type TeamInput = z.infer<typeof teamInputSchema>;

/** Adds a team; flows name it by a slot made of its name. */
export async function addTeam(input: TeamInput, now: Date): Promise<TeamRecord> {
  const [teams, agents] = await Promise.all([findTeams(), findAgents()]);
  const title = Object.values(input.name).find((text) => text.trim() !== '') ?? '';
  const known = new Set(agents.map(({ _id }) => _id));
  const team: TeamRecord = {
    _id: newId(now.getTime()),
    slot: slotFromName(
      title,
      teams.map(({ slot }) => slot),
    ),
    name: input.name,
    memberIds: input.memberIds.filter((id) => known.has(id)),
    createdAt: now,
  };
  await Teams.create(team);
  await appendLiveEvents([{ topic: 'queue', key: team._id, data: { change: 'teams' } }], now);
  return team;
}

/**
 * The name by which flows call a person, made of his own name where he has none yet. Two who do so at once get the same.
 * `null` where there is no such person.
 */
export async function nameAgent(id: string): Promise<string | null> {
  const agents = await findAgents();
  const agent = agents.find(({ _id }) => _id === id);
  if (!agent) return null;
  if (agent.slot !== null) return agent.slot;
  const slot = slotFromName(
    agent.name,
    agents.flatMap((other) => other.slot ?? []),
  );
  try {
    await Agents.updateOne({ _id: id, slot: null }, { $set: { slot } }).exec();
  } catch (error) {
    // Somebody of the same name was given it in between.
    if (!(error instanceof Error && 'code' in error && error.code === 11000)) throw error;
  }
  return nameAgent(id);
}
