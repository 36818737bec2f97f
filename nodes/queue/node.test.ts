import { describe, expect, it } from 'vitest';
import { sampleFacts } from '@/runtime/flow/sample-facts';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

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
    ['somebody has it', { queue: 'billing', assignee: 'agent' }, { kind: 'end', because: { key: 'taken' } }],
    ['it stands elsewhere', { queue: 'service' }, { kind: 'end' }],
    ['it is closed', { queue: 'billing', state: 'closed' as const }, { kind: 'end' }],
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
});
