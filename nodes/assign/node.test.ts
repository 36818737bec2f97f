import { expect, it } from 'vitest';
import { sampleEnvironment, sampleFacts } from '@/runtime/flow/sample-facts';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

const environment = sampleEnvironment({
  agents: { eva: { id: 'a1', name: 'Eva' } },
  teams: { night: { id: 't1', name: 'Night' } },
});

it.each([
  ['an agent', { to: 'agent', agent: 'eva' }, null, { agent: 'eva', team: null }, 'Eva'],
  ['a team', { to: 'team', team: 'night' }, null, { agent: null, team: 'night' }, 'Night'],
  ['the last agent', { to: 'last' }, 'a1', { agent: 'eva', team: null }, 'Eva'],
])('gives the ticket to %s', async (_, config, lastAgent, command, name) => {
  const facts = sampleFacts({ customer: { lastAgent } });
  expect(await visitNode(node, config, { facts, environment })).toMatchObject({
    kind: 'go',
    port: 'next',
    commands: [{ type: 'assignTicket', ...command }],
    because: { values: { name } },
  });
});

it('goes on by "nobody" where nobody had the customer', async () => {
  const outcome = await visitNode(node, { to: 'last' });
  expect(outcome).toMatchObject({ port: 'nobody' });
  expect(outcome.commands).toBeUndefined();
});

it('goes on by "nobody" where that agent has left, and fails where a named one has', async () => {
  const facts = sampleFacts({ customer: { lastAgent: 'a9' } });
  expect(await visitNode(node, { to: 'last' }, { facts, environment })).toMatchObject({ port: 'nobody' });
  expect(await visitNode(node, { agent: 'gone' }, { environment })).toMatchObject({
    kind: 'fail',
    code: 'agentMissing',
  });
  expect(await visitNode(node, { to: 'team', team: 'gone' }, { environment })).toMatchObject({
    kind: 'fail',
    code: 'teamMissing',
  });
});

it.each(['closed', 'returned', 'transferred'] as const)(
  'waits for the agent where that is wanted: %s',
  async (reason) => {
    const config = { to: 'agent', agent: 'eva', goOn: true };
    expect(node.ports(node.config.parse(config)).map(({ id }) => id)).toEqual(['ended', 'error']);
    expect(await visitNode(node, config, { environment })).toMatchObject({
      kind: 'wait',
      waits: [{ for: 'handoff' }],
      commands: [{ type: 'assignTicket', agent: 'eva' }],
    });
    const event = { type: 'handoffEnded' as const, id: 'h', at: 1, reason, by: 'a1' };
    expect(await visitNode(node, config, { environment, event })).toMatchObject({
      kind: 'go',
      port: 'ended',
      because: { key: reason },
    });
  },
);
