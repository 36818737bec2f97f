import { beforeEach, describe, expect, it } from 'vitest';
import { installationOfFile } from '@/runtime/engine/installation-of-file';
import { createTestEngine, resetInstallation, testMessage } from '@/runtime/engine/test-kit';
import { type AgentRecord, Agents, findAgent } from '@/runtime/store/agents';
import { nativeCollection } from '@/runtime/store/define-model';
import { LiveEvents } from '@/runtime/store/live-events';
import { Queues } from '@/runtime/store/queues';
import { findTicket, type TicketRecord, Tickets } from '@/runtime/store/tickets';
import { assignTicket } from './assign-ticket';
import { distributeTickets } from './distribute-tickets';
import { markBreachedTickets } from './mark-breached-tickets';
import { readQueueState } from './queue-state';
import { sweepPresence } from './sweep-presence';
import { wakeParkedTickets } from './wake-parked-tickets';

installationOfFile();
const at = new Date('2026-06-01T10:00:00Z');
beforeEach(() => resetInstallation());

async function queuedTickets(count: number): Promise<TicketRecord[]> {
  const engine = createTestEngine();
  for (let index = 0; index < count; index += 1) await engine.receive(testMessage());
  await engine.settle();
  return Tickets.find({}).sort({ number: 1 }).lean<TicketRecord[]>().exec();
}

async function addAgent(id: string, changes: Partial<AgentRecord> = {}): Promise<void> {
  await nativeCollection(Agents).insertOne({
    _id: id,
    slot: null,
    name: id.toUpperCase(),
    email: `${id}@example.org`,
    language: 'en',
    timeZone: null,
    skills: [],
    capacity: 2,
    presence: 'available',
    presenceSince: at,
    lastSeenAt: at,
    lastAssignedAt: null,
    signature: '',
    ...changes,
  });
}

describe('assignTicket', () => {
  it('gives a ticket to one of twenty who take it at the same time', async () => {
    const [ticket] = await queuedTickets(1);
    await addAgent('a');
    const taken = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        assignTicket(ticket?._id ?? '', { _id: `x${index}`, name: 'X' }, at),
      ),
    );
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await findTicket(ticket?._id ?? '')).toMatchObject({
      assigneeId: taken.find(Boolean)?.assigneeId,
    });
  });

  it('does not give away what is closed', async () => {
    const [ticket] = await queuedTickets(1);
    await Tickets.updateMany({}, { $set: { state: 'closed' } }).exec();
    expect(await assignTicket(ticket?._id ?? '', { _id: 'a', name: 'A' }, at)).toBeNull();
  });
});

describe('distributeTickets', () => {
  it('fills agents up to their capacity, the most urgent tickets first, and leaves pull queues alone', async () => {
    const tickets = await queuedTickets(6);
    await Tickets.updateOne({ _id: tickets[5]?._id ?? '' }, { $set: { priority: 20 } }).exec();
    await addAgent('a');
    await addAgent('b');
    await addAgent('c', { presence: 'away' });
    expect(await distributeTickets(at)).toBe(0);
    await Queues.updateMany({ slot: 'billing' }, { $set: { distribution: 'push' } }).exec();
    expect(await distributeTickets(at)).toBe(4);
    expect(await distributeTickets(at)).toBe(0);
    const after = await Tickets.find({}).sort({ number: 1 }).lean<TicketRecord[]>().exec();
    expect(after[5]?.assigneeId).not.toBeNull();
    expect(after.filter(({ assigneeId }) => assigneeId === 'a')).toHaveLength(2);
    expect(after.filter(({ assigneeId }) => assigneeId === 'c')).toHaveLength(0);
    expect((await findAgent('a'))?.lastAssignedAt).toEqual(at);
  });
});

describe('readQueueState', () => {
  it('tells who waits, how long, and who could take', async () => {
    const tickets = await queuedTickets(3);
    await assignTicket(tickets[0]?._id ?? '', { _id: 'a', name: 'A' }, at);
    await Tickets.updateOne(
      { _id: tickets[1]?._id ?? '' },
      { $set: { queuedAt: new Date(at.getTime() - 60_000) } },
    ).exec();
    await addAgent('a');
    await addAgent('b', { presence: 'offline' });
    expect(await readQueueState('queue-billing', at.getTime())).toMatchObject({
      waiting: 2,
      longestWaitMs: 60_000,
      agentsAvailable: 1,
      // For the next one that enters.
      position: 3,
      expectedWaitMs: null,
    });
    expect(await readQueueState('nowhere', at.getTime())).toEqual({
      waiting: 0,
      longestWaitMs: 0,
      agentsAvailable: 0,
      position: 1,
      expectedWaitMs: null,
    });
  });

  it('tells where a ticket stands: by priority, then by age', async () => {
    const tickets = await queuedTickets(6);
    const change = (index: number, fields: object) =>
      Tickets.updateOne({ _id: tickets[index]?._id ?? '' }, { $set: fields }).exec();
    const minutesAgo = (minutes: number) => new Date(at.getTime() - minutes * 60_000);
    await change(0, { queuedAt: minutesAgo(1) });
    await change(1, { queuedAt: minutesAgo(9) });
    await change(2, { queuedAt: minutesAgo(2), priority: 10 });
    for (const [index, waited] of [3, 6, 9].entries())
      await change(index + 3, { assigneeId: 'a', queuedAt: minutesAgo(waited), assignedAt: at });
    const stands = async (index: number) =>
      readQueueState('queue-billing', at.getTime(), tickets[index]?._id);
    expect((await stands(2)).position).toBe(1);
    expect((await stands(1)).position).toBe(2);
    // Those that were taken had waited for six minutes.
    expect(await stands(0)).toMatchObject({ waiting: 3, position: 3, expectedWaitMs: 6 * 60_000 });
    expect((await stands(2)).expectedWaitMs).toBe(2 * 60_000);
  });
});

describe('sweeps', () => {
  it('wake parked tickets whose time has come, and tell spectators', async () => {
    const tickets = await queuedTickets(2);
    const park = (id: string | undefined, until: Date) =>
      Tickets.updateOne({ _id: id ?? '' }, { $set: { state: 'parked', parkedUntil: until } }).exec();
    await park(tickets[0]?._id, new Date(at.getTime() - 1));
    await park(tickets[1]?._id, new Date(at.getTime() + 1));
    await LiveEvents.deleteMany({}).exec();
    expect(await wakeParkedTickets(at)).toBe(1);
    expect(await wakeParkedTickets(at)).toBe(0);
    expect(await findTicket(tickets[0]?._id ?? '')).toMatchObject({ state: 'open', parkedUntil: null });
    expect(await findTicket(tickets[1]?._id ?? '')).toMatchObject({ state: 'parked' });
    expect(await LiveEvents.countDocuments({ key: tickets[0]?._id }).exec()).toBe(1);
  });

  it('mark what is late, once', async () => {
    const tickets = await queuedTickets(2);
    await Tickets.updateOne(
      { _id: tickets[0]?._id ?? '' },
      { $set: { 'sla.dueAt': new Date(at.getTime() - 1) } },
    ).exec();
    await Tickets.updateOne(
      { _id: tickets[1]?._id ?? '' },
      { $set: { 'sla.dueAt': new Date(at.getTime() + 1) } },
    ).exec();
    expect(await markBreachedTickets(at)).toBe(1);
    expect(await markBreachedTickets(at)).toBe(0);
    expect((await findTicket(tickets[0]?._id ?? ''))?.sla.breached).toBe(true);
  });

  it('set agents offline whose browsers are gone', async () => {
    await addAgent('here');
    await addAgent('gone', { lastSeenAt: new Date(at.getTime() - 600_000) });
    await addAgent('never', { lastSeenAt: null, presenceSince: new Date(at.getTime() - 600_000) });
    expect(await sweepPresence(at)).toBe(2);
    expect(await findAgent('here')).toMatchObject({ presence: 'available' });
    expect(await findAgent('gone')).toMatchObject({ presence: 'offline', presenceSince: at });
  });
});
