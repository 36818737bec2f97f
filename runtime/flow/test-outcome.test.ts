import { expect, it } from 'vitest';
import { sampleFacts } from './sample-facts';
import { testOutcome } from './test-outcome';

const options = [
  { value: 'a', label: 'Short' },
  { value: 'b', label: 'Long' },
];
const ticket = (test: string, rating: number | null) => sampleFacts({ ticket: { fields: { test, rating } } });
const rated = {
  match: 'all' as const,
  rules: [{ field: 'ticket.fields.rating', operator: 'greaterOrEqual' as const, value: 4 }],
};

it('counts tickets and successes by variant', () => {
  const tickets = [
    ticket('a', 5),
    ticket('a', 4),
    ticket('a', null),
    ticket('b', 2),
    ticket('c', 5),
    sampleFacts(),
  ];
  const [a, b] = testOutcome({ field: 'test', options, success: rated }, tickets, 0);
  expect(a).toMatchObject({ label: 'Short', tickets: 3, successes: 2 });
  // Reference: Wilson interval of 2 out of 3.
  expect(a?.interval?.[0]).toBeCloseTo(0.2077, 3);
  expect(a?.interval?.[1]).toBeCloseTo(0.9385, 3);
  expect(b).toMatchObject({ tickets: 1, successes: 0, share: 0 });
});

it('calls nothing a success where none is named, and nothing a share without tickets', () => {
  const measure = { field: 'test', options, success: { match: 'all' as const, rules: [] } };
  expect(testOutcome(measure, [ticket('a', 5)], 0)).toMatchObject([
    { tickets: 1, successes: 0, share: 0 },
    { tickets: 0, share: null, interval: null },
  ]);
});
