import { describe, expect, it } from 'vitest';
import type { Command, NodeCommand } from '@/runtime/flow/execution';
import { sampleEnvironment } from '@/runtime/flow/sample-facts';
import { noSla } from '@/runtime/store/tickets';
import { type TicketSurroundings, ticketOperations } from './ticket-operations';

const now = new Date(5000);
const surroundings: TicketSurroundings = {
  executionId: 'x',
  ticketId: 't',
  environment: {
    ...sampleEnvironment(),
    queues: { billing: { id: 'q1', name: 'Billing' } },
    agents: { ada: { id: 'a1', name: 'Ada' } },
    teams: { first: { id: 't1', name: 'First' } },
  },
  fallbackQueueId: 'q0',
  slaFor: () => noSla(),
  now,
};
const commands = (...list: NodeCommand[]): Command[] =>
  list.map((command, index) => ({ ...command, seq: index + 3, nodeId: 'n' }));
const enqueue: NodeCommand = { type: 'enqueueTicket', queue: 'billing', priority: null, reason: null };
const send: NodeCommand = {
  type: 'sendMessage',
  purpose: 'automatic',
  to: null,
  body: { text: 'x', language: 'en' },
};
const fields = (changes: Partial<Extract<NodeCommand, { type: 'setTicketFields' }>>): NodeCommand => ({
  type: 'setTicketFields',
  fields: {},
  ...changes,
});

describe('ticketOperations', () => {
  it('makes one guarded update of commands that are carried out for the first time', () => {
    const [operation, ...more] = ticketOperations(
      commands(fields({ fields: { category: 'billing' }, priority: 10 }), send, send, enqueue),
      surroundings,
      true,
    );
    expect(more).toEqual([]);
    expect(operation).toMatchObject({
      updateOne: {
        filter: { _id: 't', 'applied.x': { $not: { $gte: 3 } } },
        update: {
          $set: {
            'applied.x': 6,
            'fields.category': 'billing',
            category: 'billing',
            priority: 10,
            queueId: 'q1',
            state: 'open',
          },
          $inc: { messageCount: 2 },
          $push: {
            autoReplies: { $each: [5000, 5000] },
            countedMessages: { $each: ['x:4', 'x:5'] },
          },
        },
      },
    });
  });

  it('makes one update of each command where some may have been carried out before', () => {
    const operations = ticketOperations(commands(send, enqueue), surroundings, false);
    expect(operations).toMatchObject([
      { updateOne: { filter: { 'applied.x': { $not: { $gte: 3 } } }, update: { $set: { 'applied.x': 3 } } } },
      { updateOne: { filter: { 'applied.x': { $not: { $gte: 4 } } }, update: { $set: { 'applied.x': 4 } } } },
    ]);
  });

  it('never changes one list in two ways at once, and counts a command with its last update only', () => {
    const tags = fields({ tags: { add: ['new', 'both'], remove: ['old', 'both'] } });
    const operations = ticketOperations(commands(tags), surroundings, true);
    expect(operations).toHaveLength(2);
    expect(operations[0]).toMatchObject({
      updateOne: { update: { $pull: { tags: { $in: ['old', 'both'] } } } },
    });
    expect(JSON.stringify(operations[0])).not.toContain('applied.x":3');
    expect(operations[1]).toMatchObject({
      updateOne: { update: { $addToSet: { tags: { $each: ['new'] } }, $set: { 'applied.x': 3 } } },
    });
  });

  it('puts a ticket whose queue is not bound into the fallback queue', () => {
    const [operation] = ticketOperations(commands({ ...enqueue, queue: 'nowhere' }), surroundings, true);
    expect(operation).toMatchObject({ updateOne: { update: { $set: { queueId: 'q0' } } } });
  });

  it('assigns by slot and by id, and leaves the ticket alone for one who is not there', () => {
    const assign = (agent: string | null, team: string | null) =>
      ticketOperations(commands({ type: 'assignTicket', agent, team }), surroundings, true)[0];
    expect(assign('ada', 'first')).toMatchObject({
      updateOne: { update: { $set: { assigneeId: 'a1', teamId: 't1' } } },
    });
    expect(assign('a1', null)).toMatchObject({ updateOne: { update: { $set: { assigneeName: 'Ada' } } } });
    expect(JSON.stringify(assign('bob', null))).not.toContain('assigneeId');
  });

  it('makes one word of a field name that would be a path', () => {
    const [operation] = ticketOperations(commands(fields({ fields: { 'a.b$c': 1 } })), surroundings, true);
    expect(operation).toMatchObject({ updateOne: { update: { $set: { 'fields.a_b_c': 1 } } } });
  });

  it('leaves out what is no business of the ticket', () => {
    expect(ticketOperations(commands({ type: 'startTimer', at: 1 }), surroundings, true)).toEqual([]);
  });
});
