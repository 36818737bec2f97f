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
 * One command as one update of the ticket, guarded so that it changes nothing the second time: the ticket remembers,
 * by execution, the last command that was carried out on it. `null` for commands that do not touch the ticket.
 */
export function ticketOperation(
  command: Command,
  surroundings: TicketSurroundings,
): AnyBulkWriteOperation<TicketRecord> | null {
  const update = ticketUpdate(command, surroundings);
  if (!update) return null;
  const applied = `applied.${surroundings.executionId}`;
  return {
    updateOne: {
      filter: { _id: surroundings.ticketId, [applied]: { $not: { $gte: command.seq } } },
      update: {
        ...update,
        $set: { updatedAt: surroundings.now, ...update.$set, [applied]: command.seq },
      } as UpdateFilter<TicketRecord>,
    },
  };
}

type TicketUpdate = { $set?: JsonFields } & Omit<UpdateFilter<TicketRecord>, '$set'>;
type JsonFields = Record<string, unknown>;

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
    case 'setTicketFields':
      return fieldsUpdate(command);
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

function fieldsUpdate(command: Extract<Command, { type: 'setTicketFields' }>): TicketUpdate {
  const set: JsonFields = fieldPaths(command.fields);
  const { category } = command.fields;
  if (typeof category === 'string' || category === null) set.category = category;
  if (command.priority !== undefined) set.priority = command.priority;
  if (command.subject !== undefined) set.subject = command.subject;
  const { add = [], remove = [] } = command.tags ?? {};
  const added = add.filter((tag) => !remove.includes(tag));
  return {
    $set: set,
    // One update cannot add to and take from the same list: a tag that is to go is taken by a second command part.
    ...(added.length > 0 ? { $addToSet: { tags: { $each: added } } } : {}),
    ...(added.length === 0 && remove.length > 0 ? { $pull: { tags: { $in: remove } } } : {}),
  };
}

/** `fields` of a command as paths to set. Names that would be paths themselves are made one word. */
export function fieldPaths(fields: JsonObject): JsonFields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [`fields.${name.replace(/[.$\0]/g, '_')}`, value]),
  );
}
