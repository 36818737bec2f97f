import type { AnyBulkWriteOperation, UpdateFilter } from 'mongodb';
import type { Command } from '@/runtime/flow/execution';
import type { Environment } from '@/runtime/flow/facts';
import type { JsonObject } from '@/runtime/flow/json';
import type { TicketRecord } from '@/runtime/store/tickets';
import { noSla } from '@/runtime/store/tickets';

/** What a command is carried out against. */
export interface TicketSurroundings {
  executionId: string;
  ticketId: string;
  environment: Environment;
  /** Where a ticket goes whose queue is not bound here. */
  fallbackQueueId: string | null;
  /** Promised times for a ticket that enters a queue now. */
  slaFor(queueId: string): TicketRecord['sla'];
  now: Date;
}

const autoRepliesKept = 50;
const countedKept = 50;

/**
 * Commands as updates of the ticket, in their order, guarded so that they change nothing the second time: the ticket
 * remembers, by execution, the last command that was carried out on it.
 * @param together commands that were committed together and never tried before: they become one update where they can.
 */
export function ticketOperations(
  commands: Command[],
  surroundings: TicketSurroundings,
  together: boolean,
): AnyBulkWriteOperation<TicketRecord>[] {
  const updates = commands.flatMap((command) =>
    ticketUpdates(command, surroundings).map((update) => ({ seq: command.seq, update })),
  );
  const [first] = updates;
  if (!first) return [];
  const merged = together && updates.length > 1 ? mergeUpdates(updates.map(({ update }) => update)) : null;
  if (merged) return [guarded(first.seq, updates.at(-1)?.seq ?? first.seq, merged, surroundings)];
  return updates.map(({ seq, update }, index) => {
    // Of several updates of one command only the last counts it as carried out.
    const isLast = updates[index + 1]?.seq !== seq;
    return guarded(seq, isLast ? seq : null, update, surroundings);
  });
}

/** Changes nothing where the command `seq`, or a later one, was carried out; then notes `done` as the last one. */
function guarded(
  seq: number,
  done: number | null,
  update: TicketUpdate,
  { executionId, ticketId, now }: TicketSurroundings,
): AnyBulkWriteOperation<TicketRecord> {
  const applied = `applied.${executionId}`;
  return {
    updateOne: {
      filter: { _id: ticketId, [applied]: { $not: { $gte: seq } } },
      update: {
        ...update,
        $set: { updatedAt: now, ...update.$set, ...(done === null ? {} : { [applied]: done }) },
      } as UpdateFilter<TicketRecord>,
    },
  };
}

interface TicketUpdate {
  $set?: JsonFields;
  $inc?: Record<string, number>;
  $push?: Record<string, { $each: unknown[]; $slice: number }>;
  $addToSet?: JsonFields;
  $pull?: JsonFields;
}
type JsonFields = Record<string, unknown>;

/** Several updates as one with the same effect, or `null` where one list would be changed in two ways. */
function mergeUpdates(updates: TicketUpdate[]): TicketUpdate | null {
  const merged: Required<Omit<TicketUpdate, '$addToSet' | '$pull'>> = { $set: {}, $inc: {}, $push: {} };
  const lists: Pick<TicketUpdate, '$addToSet' | '$pull'> = {};
  for (const { $set, $inc = {}, $push = {}, $addToSet, $pull } of updates) {
    Object.assign(merged.$set, $set);
    for (const [field, by] of Object.entries($inc)) merged.$inc[field] = (merged.$inc[field] ?? 0) + by;
    for (const [field, { $each, $slice }] of Object.entries($push)) {
      merged.$push[field] = { $each: [...(merged.$push[field]?.$each ?? []), ...$each], $slice };
    }
    if (($addToSet || $pull) && (lists.$addToSet || lists.$pull)) return null;
    if ($addToSet) lists.$addToSet = $addToSet;
    if ($pull) lists.$pull = $pull;
  }
  const used = Object.entries(merged).filter(([, fields]) => Object.keys(fields).length > 0);
  return { ...Object.fromEntries(used), ...lists };
}

/** What one command changes: mostly one update; two where tags come and go. */
function ticketUpdates(command: Command, surroundings: TicketSurroundings): TicketUpdate[] {
  if (command.type === 'setTicketFields') return fieldsUpdates(command);
  const update = ticketUpdate(command, surroundings);
  return update ? [update] : [];
}

function ticketUpdate(command: Command, surroundings: TicketSurroundings): TicketUpdate | null {
  const { environment, now } = surroundings;
  switch (command.type) {
    case 'enqueueTicket': {
      const queueId = environment.queues[command.queue]?.id ?? surroundings.fallbackQueueId;
      return {
        $set: {
          state: 'open',
          queueId,
          queuedAt: now,
          closedAt: null,
          reason: command.reason,
          sla: queueId === null ? noSla() : surroundings.slaFor(queueId),
          ...(command.priority === null ? {} : { priority: command.priority }),
        },
      };
    }
    case 'assignTicket':
      return { $set: assignment(command.agent, command.team, environment, now) };
    case 'closeTicket':
      return { $set: { state: 'closed', closedAt: now, reason: command.reason, unread: 0, sla: noSla() } };
    case 'reopenTicket':
      return { $set: { state: 'open', closedAt: null, reopenedAt: now, reason: command.reason } };
    case 'mergeTicket':
      return { $set: { state: 'closed', closedAt: now, mergedInto: command.into, unread: 0 } };
    case 'sendMessage':
      return {
        $set: { lastMessageAt: now },
        $inc: { messageCount: 1 },
        $push: {
          countedMessages: {
            $each: [`${surroundings.executionId}:${command.seq}`],
            $slice: -countedKept,
          },
          ...(command.purpose === 'automatic' && command.to === null
            ? { autoReplies: { $each: [now.getTime()], $slice: -autoRepliesKept } }
            : {}),
        },
      };
    default:
      return null;
  }
}

function assignment(
  agent: string | null,
  team: string | null,
  environment: Environment,
  now: Date,
): JsonFields {
  const set: JsonFields = {};
  const teamId = team === null ? undefined : environment.teams[team]?.id;
  if (teamId) set.teamId = teamId;
  // An agent is named by slot, or (from facts) by id.
  const person =
    agent === null
      ? undefined
      : (environment.agents[agent] ?? Object.values(environment.agents).find(({ id }) => id === agent));
  if (person)
    Object.assign(set, { assigneeId: person.id, assigneeName: person.name, assignedAt: now, state: 'open' });
  return set;
}

function fieldsUpdates(command: Extract<Command, { type: 'setTicketFields' }>): TicketUpdate[] {
  const set: JsonFields = fieldPaths(command.fields);
  const { category } = command.fields;
  if (typeof category === 'string' || category === null) set.category = category;
  if (command.priority !== undefined) set.priority = command.priority;
  if (command.subject !== undefined) set.subject = command.subject;
  const { add = [], remove = [] } = command.tags ?? {};
  const added = add.filter((tag) => !remove.includes(tag));
  const updates: TicketUpdate[] = [];
  // One update cannot add to and take from the same list.
  if (remove.length > 0) updates.push({ $pull: { tags: { $in: remove } } });
  if (added.length > 0) updates.push({ $addToSet: { tags: { $each: added } } });
  const [first = {}, ...rest] = updates;
  return [{ ...first, $set: set }, ...rest];
}

/** `fields` of a command as paths to set. Names that would be paths themselves are made one word. */
export function fieldPaths(fields: JsonObject): JsonFields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [`fields.${name.replace(/[.$\0]/g, '_')}`, value]),
  );
}
