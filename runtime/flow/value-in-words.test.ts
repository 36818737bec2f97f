import { expect, it } from 'vitest';
import { sampleEnvironment } from './sample-facts';
import { valueInWords } from './value-in-words';

const environment = sampleEnvironment({ queues: { billing: { id: 'q', name: 'Rechnung' } } });

it.each([
  ['a share', 0.6, { widget: 'percent' as const }, '60\u00a0%'],
  ['a length of time', 240, { widget: 'duration' as const }, '4 Stunden'],
  ['a number', 12_000.5, { widget: 'number' as const }, '12.000,5'],
  [
    'a queue of this installation',
    'billing',
    { widget: 'slot' as const, slot: 'queue' as const },
    'Rechnung',
  ],
  ['a queue that is not there', 'sales', { widget: 'slot' as const, slot: 'queue' as const }, 'sales'],
  ['a text that reads like a slot', 'billing', { widget: 'text' as const }, 'billing'],
])('says %s', (_, value, meta, expected) => {
  expect(valueInWords(value, { key: 'waitMinutes', meta }, { language: 'de', environment })).toBe(expected);
});
