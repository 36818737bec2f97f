import { describe, expect, it } from 'vitest';
import type { AgentRecord } from '@/runtime/store/agents';
import { type AgentLoad, pickAgent } from './pick-agent';

const queue = { teamIds: ['t1'], skills: ['french'], weight: 2 };
const teams = [{ _id: 't1', memberIds: ['a', 'b', 'c'] }];
const nobody = { lastAgentId: null };

function agent(id: string, load: number, changes: Partial<AgentRecord> = {}): AgentLoad {
  return {
    load,
    agent: {
      _id: id,
      slot: null,
      name: id,
      email: `${id}@example.org`,
      language: 'de',
      timeZone: null,
      skills: ['french'],
      capacity: 10,
      presence: 'available',
      presenceSince: new Date(0),
      lastSeenAt: null,
      lastAssignedAt: null,
      signature: '',
      ...changes,
    },
  };
}

describe('pickAgent', () => {
  it('takes the one with the most room', () => {
    expect(pickAgent(queue, nobody, [agent('a', 4), agent('b', 1), agent('c', 2)], teams)?._id).toBe('b');
  });

  it('prefers the customer’s last agent while he has room', () => {
    const loads = [agent('a', 8), agent('b', 1)];
    expect(pickAgent(queue, { lastAgentId: 'a' }, loads, teams)?._id).toBe('a');
    expect(pickAgent(queue, { lastAgentId: 'a' }, [agent('a', 9), agent('b', 1)], teams)?._id).toBe('b');
  });

  it('is fair among equals: the longest without a ticket, then by id', () => {
    const loads = [
      agent('a', 1, { lastAssignedAt: new Date(50) }),
      agent('b', 1, { lastAssignedAt: new Date(10) }),
    ];
    expect(pickAgent(queue, nobody, loads, teams)?._id).toBe('b');
    expect(pickAgent(queue, nobody, [agent('c', 1), agent('b', 1)], teams)?._id).toBe('b');
  });

  it.each([
    ['away', agent('a', 0, { presence: 'away' })],
    ['without the skill', agent('a', 0, { skills: [] })],
    ['outside the team', agent('x', 0)],
    ['full', agent('a', 9)],
  ])('leaves out one who is %s', (_why, load) => {
    expect(pickAgent(queue, nobody, [load], teams)).toBeNull();
  });

  it('takes anybody for a queue without teams', () => {
    expect(pickAgent({ ...queue, teamIds: [] }, nobody, [agent('x', 0)], [])?._id).toBe('x');
  });
});
