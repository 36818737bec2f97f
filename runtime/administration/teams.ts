import * as z from 'zod';
import { DomainError } from '@/runtime/domain-error';
import { localizedSchema } from '@/runtime/flow/flow-document';
import { Agents, findAgents } from '@/runtime/store/agents';
import { appendLiveEvents } from '@/runtime/store/live-events';
import { newId } from '@/runtime/store/new-id';
import { findQueues } from '@/runtime/store/queues';
import { findTeams, type TeamRecord, Teams } from '@/runtime/store/teams';
import { Tickets } from '@/runtime/store/tickets';
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
  await tell(team._id, now);
  return team;
}

/** Names a team anew and says who is in it; its slot stays, so that flows find it. Error: DomainError `teamUnknown`. */
export async function changeTeam(id: string, input: TeamInput, now: Date): Promise<void> {
  const known = new Set((await findAgents()).map(({ _id }) => _id));
  const { matchedCount } = await Teams.updateOne(
    { _id: id },
    { $set: { name: input.name, memberIds: input.memberIds.filter((member) => known.has(member)) } },
  ).exec();
  if (matchedCount === 0) throw unknown();
  await tell(id, now);
}

/**
 * Removes a team. Tickets that were given to it stay in their queues; flows that name it show a problem. Queues that only
 * its people work on are not opened to everybody by that. Errors: DomainError `teamUnknown`, `teamWorksOnQueues`.
 */
export async function removeTeam(id: string, now: Date): Promise<void> {
  const count = (await findQueues()).filter(({ teamIds }) => teamIds.includes(id)).length;
  if (count > 0)
    throw new DomainError('conflict', 'teamWorksOnQueues', `The team works on ${count} queues.`, { count });
  const { deletedCount } = await Teams.deleteOne({ _id: id }).exec();
  if (deletedCount === 0) throw unknown();
  await Tickets.updateMany({ teamId: id }, { $set: { teamId: null } }).exec();
  await tell(id, now);
}

function unknown(): DomainError {
  return new DomainError('notFound', 'teamUnknown', 'This team does not exist.');
}

function tell(key: string, now: Date): Promise<void> {
  return appendLiveEvents([{ topic: 'queue', key, data: { change: 'teams' } }], now);
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
