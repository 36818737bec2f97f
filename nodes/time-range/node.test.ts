import { describe, expect, it } from 'vitest';
import { becauseSchema } from '@/runtime/flow/execution';
import type { Calendar } from '@/runtime/flow/facts';
import { flowDocumentSchema } from '@/runtime/flow/flow-document';
import { translatorOf } from '@/runtime/flow/node-translate';
import { sampleEnvironment, sampleFacts } from '@/runtime/flow/sample-facts';
import { becauseSentence } from '@/runtime/flow/step-sentence';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';
import german from './texts.de.json';
import english from './texts.en.json';

const office: Calendar = {
  name: 'Office',
  timeZone: 'Europe/Berlin',
  weekly: {
    5: [
      { from: '09:00', to: '17:00' },
      { from: '12:00', to: '13:00', band: 'lunch' },
    ],
  },
  holidays: 'DE',
  exceptions: [],
};
const environment = sampleEnvironment({
  calendars: { office },
  holidays: { DE: { '2026-12-25': 'Weihnachten' } },
});
const day = [{ from: '09:00', to: '17:30' }];
const friday = (time: string) => Date.parse(`2026-11-20T${time}:00+01:00`);

function visit(
  config: Parameters<typeof visitNode>[1],
  arrivedAt: number,
  more: { now?: number; queuedAt?: number; timeZone?: string } = {},
) {
  const facts = sampleFacts({
    message: { arrivedAt },
    ticket: { queuedAt: more.queuedAt ?? null },
    customer: { timeZone: more.timeZone ?? null },
  });
  const event = { type: 'messageReceived' as const, id: 'e', at: more.now ?? arrivedAt, messageId: 'm' };
  return visitNode(node, config, { facts, environment, event });
}

describe('time range', () => {
  it.each([
    ['08:59', 'closed', 'closed'],
    ['09:00', 'open', 'open'],
    ['12:30', 'open', 'open'],
    ['17:00', 'closed', 'closed'],
  ])('at %s it is %s', async (time, port, key) => {
    expect(await visit({ calendar: 'office' }, friday(time))).toMatchObject({ port, because: { key } });
  });

  it('gives a named band a port of its own where that is wanted', async () => {
    expect(await visit({ calendar: 'office', bands: ['lunch'] }, friday('12:30'))).toMatchObject({
      port: 'band-lunch',
      because: { key: 'band' },
    });
    expect(await visit({ calendar: 'office', bands: ['lunch'] }, friday('13:00'))).toMatchObject({
      port: 'open',
    });
  });

  it('names the holiday', async () => {
    const outcome = await visit({ calendar: 'office' }, Date.parse('2026-12-25T10:00:00+01:00'));
    expect(outcome).toMatchObject({
      port: 'closed',
      because: { key: 'holiday', values: { holiday: 'Weihnachten' } },
    });
  });

  it('keeps the name of a holiday in every language, so that each reader gets his own', async () => {
    const names = { de: '1. Weihnachtstag', en: 'Christmas Day' };
    const environment = sampleEnvironment({
      calendars: { office },
      holidays: { DE: { '2026-12-25': names } },
    });
    const at = Date.parse('2026-12-25T10:00:00+01:00');
    const facts = sampleFacts({ message: { arrivedAt: at } }, at);
    const outcome = await visitNode(node, { calendar: 'office' }, { facts, environment });
    expect(outcome).toMatchObject({ port: 'closed', because: { values: { holiday: { texts: names } } } });
    const because = becauseSchema.parse(outcome.because);
    expect(becauseSentence(because, translatorOf(german, 'de'))).toContain('1. Weihnachtstag');
    expect(becauseSentence(because, translatorOf(english, 'en'))).toContain('Christmas Day');
  });

  it('reads the clock it is told to', async () => {
    const times = { now: friday('20:00'), queuedAt: friday('08:00') };
    expect(await visit({ calendar: 'office' }, friday('10:00'), times)).toMatchObject({ port: 'open' });
    expect(await visit({ calendar: 'office', clock: 'now' }, friday('10:00'), times)).toMatchObject({
      port: 'closed',
    });
    expect(await visit({ calendar: 'office', clock: 'queueEntry' }, friday('10:00'), times)).toMatchObject({
      port: 'closed',
    });
    expect(
      await visit({ calendar: 'office', clock: 'queueEntry' }, friday('10:00'), { now: friday('11:00') }),
    ).toMatchObject({ port: 'open' });
  });

  it('reads the customer’s time zone where it is known', async () => {
    const config = { calendar: 'office', zone: 'customer' };
    expect(await visit(config, friday('16:30'), { timeZone: 'Europe/Helsinki' })).toMatchObject({
      port: 'closed',
    });
    expect(await visit(config, friday('16:30'))).toMatchObject({ port: 'open' });
    expect(await visit(config, friday('16:30'), { timeZone: 'Mars/Olympus' })).toMatchObject({
      port: 'open',
    });
  });

  it('has hours of its own', async () => {
    const config = { hours: 'own', weekly: { 5: [{ from: '22:00', to: '02:00' }] } };
    expect(await visit(config, friday('23:00'))).toMatchObject({ port: 'open' });
    expect(await visit(config, friday('23:00') + 3 * 3_600_000)).toMatchObject({ port: 'closed' });
  });

  it('finds a named time with an exit of its own that never comes', () => {
    const weekly = { 5: [{ from: '09:00', to: '12:00', band: 'early' }] };
    const parsed = node.config.parse({ hours: 'own', weekly, bands: ['early', 'lunch'] });
    const flow = flowDocumentSchema.parse({ schemaVersion: 1, id: 'flow', name: 'Flow' });
    expect(node.problems?.(parsed, flow)).toMatchObject([{ path: ['bands', 1], key: 'bandNever' }]);
  });

  it('fails where no calendar is bound', async () => {
    expect(await visit({ calendar: 'shop' }, friday('10:00'))).toMatchObject({
      kind: 'fail',
      code: 'calendarMissing',
    });
  });

  it.each([
    [{ calendar: 'office' }, 'Kalender Office: Fr 09:00–17:00 + lunch 12:00–13:00'],
    [{ calendar: 'shop' }, 'Kalender shop'],
    [
      {
        hours: 'own',
        weekly: { 1: day, 2: day, 3: day, 4: day, 5: day, 6: [{ from: '22:00', to: '02:00' }] },
      },
      'Mo–Fr 09:00–17:30, Sa 22:00–02:00 (Berlin)',
    ],
    [
      { hours: 'own', weekly: { 1: day, 3: day, 5: day, 7: day } },
      'Mo 09:00–17:30, Mi 09:00–17:30, Fr 09:00–17:30, … (Berlin)',
    ],
    [{ hours: 'own', weekly: { 1: day }, holidays: 'DE-BE' }, 'Mo 09:00–17:30 (Berlin), Feiertage DE-BE'],
    [{ hours: 'own' }, 'Nie geöffnet (Berlin)'],
  ])('says its hours on its card', (config, sentence) => {
    expect(node.summary?.(node.config.parse(config), translatorOf(german, 'de'), environment)).toBe(sentence);
  });
});
