import { describe, expect, it } from 'vitest';
import { sampleEnvironment, sampleFacts } from '@/runtime/flow/sample-facts';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

const office = {
  name: 'Office',
  timeZone: 'Europe/Berlin',
  weekly: { 5: [{ from: '09:00', to: '17:00' }] },
  holidays: null,
  exceptions: [],
};
const environment = sampleEnvironment({ calendars: { office } });
const message = (at: number) => ({ type: 'messageReceived' as const, id: 'e', at, messageId: 'm' });

describe('wait', () => {
  it.each([
    [{ amount: 90, unit: 'minutes' }, 90 * 60_000],
    [{ amount: 3, unit: 'days' }, 3 * 86_400_000],
  ])('waits for %o and for the customer', async (config, at) => {
    expect(await visitNode(node, config)).toMatchObject({
      kind: 'wait',
      waits: [{ for: 'timer', at }, { for: 'message' }],
    });
  });

  it('is not ended by a machine, unless that is wanted', async () => {
    const facts = sampleFacts({ message: { automatic: true } });
    const visit = { facts, memory: 90_000, event: message(5), answered: [] };
    expect(await visitNode(node, {}, visit)).toMatchObject({
      waits: [{ for: 'timer', at: 90_000 }, { for: 'message' }],
      because: { key: 'machine' },
    });
    expect(await visitNode(node, { machines: true }, visit)).toMatchObject({ port: 'wrote' });
    const person = { ...visit, facts: sampleFacts() };
    expect(await visitNode(node, {}, person)).toMatchObject({ port: 'wrote' });
  });

  it('does not wait for the customer where that is not wanted', async () => {
    const outcome = await visitNode(node, { amount: 1, endsEarly: false });
    expect(outcome).toMatchObject({ kind: 'wait', waits: [{ for: 'timer' }] });
    expect(node.ports(node.config.parse({ endsEarly: false })).map(({ id }) => id)).toEqual(['up', 'error']);
  });

  it('waits until the calendar opens, and not at all when it is open', async () => {
    const config = { until: 'opening', calendar: 'office' };
    const thursday = Date.parse('2026-11-19T20:00:00+01:00');
    const friday = Date.parse('2026-11-20T09:00:00+01:00');
    expect(await visitNode(node, config, { environment, event: message(thursday) })).toMatchObject({
      waits: [{ for: 'timer', at: friday }, { for: 'message' }],
      because: { key: 'waits', values: { time: { instant: friday, timeZone: 'Europe/Berlin' } } },
    });
    expect(await visitNode(node, config, { environment, event: message(friday) })).toMatchObject({
      kind: 'go',
      port: 'up',
    });
    expect(await visitNode(node, { until: 'opening', calendar: 'shop' }, { environment })).toMatchObject({
      kind: 'fail',
    });
  });

  it('waits on when the hours have changed in the meantime', async () => {
    const monday = Date.parse('2026-11-16T09:00:00+01:00');
    const event = { type: 'timerFired' as const, id: 't', at: monday, seq: 1 };
    expect(
      await visitNode(node, { until: 'opening', calendar: 'office' }, { environment, event }),
    ).toMatchObject({
      kind: 'wait',
      waits: [{ for: 'timer', at: Date.parse('2026-11-20T09:00:00+01:00') }, { for: 'message' }],
    });
  });

  it('goes on by what came first', async () => {
    const timer = { type: 'timerFired' as const, id: 't', at: 9, seq: 1 };
    expect(await visitNode(node, {}, { event: timer })).toMatchObject({ port: 'up' });
    expect(
      await visitNode(
        node,
        {},
        { event: message(9), answered: [{ seq: 2, nodeId: 'node', for: 'message', deadline: null }] },
      ),
    ).toMatchObject({ port: 'wrote' });
  });
});
