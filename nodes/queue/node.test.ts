import { describe, expect, it } from 'vitest';
import { flowDocumentSchema } from '@/runtime/flow/flow-document';
import { sampleEnvironment, sampleFacts } from '@/runtime/flow/sample-facts';
import { activityAnswered, activityFailed } from '@/runtime/interpreter/activity-events';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

const emptyFlow = flowDocumentSchema.parse({ schemaVersion: 1, id: 'flow', name: 'Flow' });
const fired = { type: 'timerFired' as const, id: 't', at: 60_000, seq: 2 };
const ended = { type: 'handoffEnded' as const, id: 'h', at: 60_000, reason: 'closed' as const, by: 'agent' };

describe('queue', () => {
  it('puts the ticket into the queue and ends', async () => {
    expect(await visitNode(node, { queue: 'billing', priority: 'high' })).toMatchObject({
      kind: 'end',
      commands: [{ type: 'enqueueTicket', queue: 'billing', priority: 10 }],
    });
    expect(node.ports(node.config.parse({ queue: 'billing' }))).toEqual([]);
  });

  it('waits for time and for an agent where it has to go on', async () => {
    const outcome = await visitNode(node, {
      queue: 'billing',
      overflow: true,
      overflowMinutes: 2,
      goOn: true,
    });
    expect(outcome).toMatchObject({
      kind: 'wait',
      waits: [{ for: 'handoff' }, { for: 'timer', at: 120_000 }],
    });
  });

  it.each([
    ['nobody has taken the ticket', { queue: 'billing' }, { kind: 'go', port: 'overflow' }],
    // It may be given back: then its time begins anew.
    [
      'somebody has it',
      { queue: 'billing', assignee: 'agent' },
      { kind: 'wait', waits: [{ for: 'handoff' }] },
    ],
    ['it stands elsewhere', { queue: 'service' }, { kind: 'wait', because: { key: 'taken' } }],
    ['it is closed', { queue: 'billing', state: 'closed' as const }, { kind: 'wait' }],
  ])('when the time is up and %s', async (_, ticket, expected) => {
    const config = { queue: 'billing', overflow: true, overflowMinutes: 1 };
    expect(await visitNode(node, config, { event: fired, facts: sampleFacts({ ticket }) })).toMatchObject(
      expected,
    );
  });

  it('goes on when the agent is done, if that is wanted', async () => {
    expect(await visitNode(node, { queue: 'billing', goOn: true }, { event: ended })).toMatchObject({
      kind: 'go',
      port: 'ended',
    });
    expect(await visitNode(node, { queue: 'billing', overflow: true }, { event: ended })).toMatchObject({
      kind: 'end',
    });
  });

  it('keeps waiting for the agent when the time is up after he took it', async () => {
    const facts = sampleFacts({ ticket: { queue: 'billing', assignee: 'agent' } });
    const outcome = await visitNode(
      node,
      { queue: 'billing', overflow: true, goOn: true },
      { event: fired, facts },
    );
    expect(outcome).toMatchObject({ kind: 'wait', waits: [{ for: 'handoff' }] });
  });

  const returned = { ...ended, reason: 'returned' as const };
  const transferred = { ...ended, reason: 'transferred' as const };

  it.each([
    ['closed', {}, ended, { kind: 'go', port: 'ended', because: { key: 'closed' } }],
    ['given back', {}, returned, { kind: 'go', port: 'ended', because: { key: 'returned' } }],
    ['closed', { apart: true }, ended, { kind: 'go', port: 'ended' }],
    ['given back', { apart: true }, returned, { kind: 'go', port: 'returned' }],
    ['put elsewhere', { apart: true }, transferred, { kind: 'go', port: 'transferred' }],
  ])('tells a ticket that was %s (%o)', async (_, config, event, expected) => {
    expect(await visitNode(node, { queue: 'billing', goOn: true, ...config }, { event })).toMatchObject(
      expected,
    );
  });

  it('begins to count anew when the ticket is given back', async () => {
    const config = { queue: 'billing', overflow: true, overflowMinutes: 5 };
    expect(await visitNode(node, config, { event: returned })).toMatchObject({
      kind: 'wait',
      waits: [{ for: 'handoff' }, { for: 'timer', at: 60_000 + 5 * 60_000 }],
    });
    expect(await visitNode(node, config, { event: transferred })).toMatchObject({ kind: 'end' });
  });
});

describe('overflow', () => {
  const friday = Date.parse('2026-11-20T16:30:00+01:00');
  const office = {
    name: 'Office',
    timeZone: 'Europe/Berlin',
    weekly: Object.fromEntries([1, 2, 3, 4, 5].map((day) => [day, [{ from: '09:00', to: '17:00' }]])),
    holidays: null,
    exceptions: [],
  };

  it.each([
    ['opening hours', 'office', '2026-11-23T09:30:00+01:00'],
    ['every hour where the calendar is not bound', 'unbound', '2026-11-20T17:30:00+01:00'],
  ])('counts %s', async (_, overflowCalendar, due) => {
    const outcome = await visitNode(
      node,
      { queue: 'billing', overflow: true, overflowMinutes: 60, overflowCalendar },
      {
        event: { type: 'messageReceived', id: 'e', at: friday, messageId: 'm' },
        environment: sampleEnvironment({ calendars: { office } }),
      },
    );
    expect(outcome).toMatchObject({ waits: [{ for: 'handoff' }, { for: 'timer', at: Date.parse(due) }] });
  });

  const config = { queue: 'billing', overflow: true, overflowMinutes: 0, overflowWaiting: 3 };
  const answer = (waiting: number) =>
    activityAnswered({ waiting, position: waiting + 1, expectedWaitMs: null }, 0);
  const failed = activityFailed({ code: 'x', timeout: true });

  it('asks before it puts the ticket in where the queue may be full', async () => {
    const outcome = await visitNode(node, config);
    expect(outcome).toMatchObject({ kind: 'wait', waits: [{ for: 'activity', activity: 'queue' }] });
    expect(outcome.commands).toBeUndefined();
  });

  it.each([
    [
      'is full',
      answer(3),
      { kind: 'go', port: 'overflow', because: { key: 'full', values: { waiting: 3 } } },
    ],
    ['has room', answer(2), { kind: 'end', commands: [{ type: 'enqueueTicket' }] }],
    ['does not answer', failed, { kind: 'end', commands: [{ type: 'enqueueTicket' }] }],
  ])('when the queue %s', async (_, event, expected) => {
    const memory = { stage: 'asking', overflowAt: null, announceAt: null };
    expect(await visitNode(node, config, { event, memory })).toMatchObject(expected);
  });

  it('is told from one that never comes', () => {
    const never = node.config.parse({ queue: 'billing', overflow: true, overflowMinutes: 0 });
    expect(node.problems?.(never, emptyFlow)).toMatchObject([{ key: 'overflowNever' }]);
  });
});

describe('the announcement', () => {
  const plain = {
    queue: 'billing',
    announcement: { en: 'One moment, {{customer.name|please}}.', de: 'Moment.' },
  };
  const figures = {
    queue: 'billing',
    announceEvery: 10,
    announcement: {
      en: 'You are number {{queue.position}} of {{queue.waiting}}; {{queue.minutes|some}} minutes.',
    },
  };
  const inChat = sampleFacts({ message: { channelKind: 'chat' }, ticket: { queue: 'billing' } });
  const stood = (expectedWaitMs: number | null) => ({
    type: 'activityCompleted' as const,
    id: 'a',
    at: 1000,
    seq: 2,
    result: { waiting: 4, position: 2, expectedWaitMs },
  });
  const queued = { stage: 'queued', overflowAt: null, announceAt: 600_000 };

  it('comes at once where it names no figures', async () => {
    expect(await visitNode(node, plain)).toMatchObject({
      kind: 'end',
      commands: [
        { type: 'enqueueTicket' },
        { type: 'sendMessage', purpose: 'automatic', body: { text: 'One moment, Customer.' } },
      ],
    });
  });

  it('is not for machines', async () => {
    const outcome = await visitNode(node, plain, { facts: sampleFacts({ message: { automatic: true } }) });
    expect(outcome.commands).toMatchObject([{ type: 'enqueueTicket' }]);
  });

  it('asks for figures when the ticket is in the queue', async () => {
    expect(await visitNode(node, figures, { facts: inChat })).toMatchObject({
      kind: 'wait',
      commands: [{ type: 'enqueueTicket' }],
      waits: [{ for: 'handoff' }, { for: 'activity' }, { for: 'timer', at: 600_000 }],
    });
  });

  it.each([
    [90_000, 'You are number 2 of 4; 2 minutes.'],
    [null, 'You are number 2 of 4; some minutes.'],
  ])('tells the figures (%s ms)', async (expectedWaitMs, text) => {
    const outcome = await visitNode(node, figures, {
      facts: inChat,
      event: stood(expectedWaitMs),
      memory: queued,
    });
    expect(outcome).toMatchObject({
      kind: 'wait',
      commands: [{ type: 'sendMessage', purpose: 'flow', body: { text } }],
      waits: [{ for: 'handoff' }, { for: 'timer', at: 600_000 }],
    });
  });

  it('says nothing where the figures are not known or somebody has the ticket', async () => {
    const event = { ...stood(null), result: null };
    const unknown = await visitNode(node, figures, { facts: inChat, event, memory: queued });
    expect(unknown).toMatchObject({ commands: [], because: { key: 'noFigures' } });
    const facts = sampleFacts({
      message: { channelKind: 'chat' },
      ticket: { queue: 'billing', assignee: 'ada' },
    });
    const taken = await visitNode(node, figures, { facts, event: stood(null), memory: queued });
    expect(taken).toMatchObject({ commands: [], because: { key: 'taken' } });
  });

  it('comes again in a chat, and by mail only once', async () => {
    const event = { ...fired, at: 600_000 };
    expect(await visitNode(node, figures, { facts: inChat, event, memory: queued })).toMatchObject({
      kind: 'wait',
      waits: [{ for: 'handoff' }, { for: 'activity' }, { for: 'timer', at: 1_200_000 }],
    });
    expect(await visitNode(node, figures)).toMatchObject({
      waits: [{ for: 'handoff' }, { for: 'activity' }],
    });
  });
});
