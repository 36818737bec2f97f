import { describe, expect, it } from 'vitest';
import { flowDocumentSchema } from '@/runtime/flow/flow-document';
import type { JsonObject } from '@/runtime/flow/json';
import { sampleEnvironment, sampleFacts } from '@/runtime/flow/sample-facts';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

const emptyFlow = flowDocumentSchema.parse({ schemaVersion: 1, id: 'flow', name: 'Flow' });
const hours = [{ from: '09:00', to: '17:00' }];
const environment = sampleEnvironment({
  calendars: {
    office: {
      name: 'Office',
      timeZone: 'Europe/Berlin',
      weekly: { 1: hours, 2: hours, 3: hours, 4: hours, 5: hours },
      holidays: 'DE',
      exceptions: [{ date: '2026-12-24', name: 'Eve', slots: [] }],
    },
    never: { name: 'Never', timeZone: 'Europe/Berlin', weekly: {}, holidays: null, exceptions: [] },
  },
  holidays: { DE: { '2026-12-25': 'Weihnachten' } },
});
const due = (config: JsonObject, after: string) => {
  const at = node.nextDue?.(node.config.parse(config), Date.parse(after), environment) ?? null;
  return at === null ? null : new Date(at).toISOString();
};

describe('scheduled', () => {
  it.each([
    ['weekdays', {}, '2026-11-20T10:00:00Z', '2026-11-23T08:00:00.000Z'],
    [
      'several times',
      { repeat: 'daily', times: ['18:00', '07:00'] },
      '2026-11-20T10:00:00Z',
      '2026-11-20T17:00:00.000Z',
    ],
    ['the month', { repeat: 'monthly', dayOfMonth: 31 }, '2027-02-01T00:00:00Z', '2027-02-28T08:00:00.000Z'],
    ['cron', { repeat: 'cron', cron: '0 6 * * sat' }, '2026-11-20T10:00:00Z', '2026-11-21T05:00:00.000Z'],
    [
      'another time zone',
      { repeat: 'daily', timeZone: 'Asia/Tokyo' },
      '2026-11-20T00:00:00Z',
      '2026-11-21T00:00:00.000Z',
    ],
    // Before the office opens, yet on a day on which it does.
    [
      'open days',
      { repeat: 'daily', times: ['07:00'], calendar: 'office' },
      '2026-11-20T10:00:00Z',
      '2026-11-23T06:00:00.000Z',
    ],
    ['holidays', { repeat: 'daily', calendar: 'office' }, '2026-12-23T10:00:00Z', '2026-12-28T08:00:00.000Z'],
    [
      'a calendar that is not bound',
      { repeat: 'daily', calendar: 'gone' },
      '2026-11-20T10:00:00Z',
      '2026-11-21T08:00:00.000Z',
    ],
  ])('is due by %s', (_, config, after, expected) => expect(due(config, after)).toBe(expected));

  it.each([
    ['a calendar that never opens', { calendar: 'never' }],
    ['no time', { times: [] }],
    ['a cron expression that cannot be read', { repeat: 'cron', cron: 'soon' }],
  ])('is never due by %s', (_, config) => expect(due(config, '2026-11-20T10:00:00Z')).toBeNull());

  it.each([
    [{ times: [] }, 'timesMissing'],
    [{ weekdays: [] }, 'weekdaysMissing'],
    [{ repeat: 'cron', cron: '0 0 31 2 *' }, 'cron'],
    [{ timeZone: 'Berlin' }, 'timeZone'],
  ])('finds what is wrong in %o', (config, key) => {
    expect(node.problems?.(node.config.parse(config), emptyFlow)).toMatchObject([{ level: 'error', key }]);
  });

  it('is begun by no message, and says when it was due', async () => {
    expect(node.matches?.(node.config.parse({}), sampleFacts(), environment)).toEqual({ specificity: 0 });
    expect(await visitNode(node, {})).toMatchObject({
      port: 'next',
      because: { values: { time: { instant: 0, timeZone: 'Europe/Berlin' } } },
    });
  });
});
