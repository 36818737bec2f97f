import { expect, it } from 'vitest';
import { judgeTest } from './judge-test';
import type { VariantOutcome } from './test-outcome';

const variant = (label: string, successes: number, tickets: number): VariantOutcome => ({
  value: label.toLowerCase(),
  label,
  tickets,
  successes,
  share: tickets === 0 ? null : successes / tickets,
  interval: null,
});

it('names the better of two variants where chance hardly explains it', () => {
  // z = 2.108, p = 0.035.
  expect(judgeTest([variant('A', 120, 400), variant('B', 148, 400)], true)).toEqual({
    kind: 'better',
    label: 'B',
    others: 1,
  });
});

it('says how many tickets it would take where chance may explain it', () => {
  // z = 1.96 would need 0.05: here p = 0.41. The formula for 30 % against 33 % at a power of 80 % gives about 3,760.
  const verdict = judgeTest([variant('A', 99, 300), variant('B', 90, 300)], true);
  expect(verdict).toMatchObject({ kind: 'undecided', label: 'A' });
  expect(verdict.kind === 'undecided' && verdict.wanted).toBeGreaterThan(3_650);
  expect(verdict.kind === 'undecided' && verdict.wanted).toBeLessThan(3_850);
  expect(judgeTest([variant('A', 90, 300), variant('B', 90, 300)], true)).toEqual({
    kind: 'undecided',
    label: null,
    wanted: null,
  });
});

it('asks for more of a lead the more variants there are', () => {
  const two = [variant('A', 148, 400), variant('B', 120, 400)];
  expect(judgeTest(two, true).kind).toBe('better');
  expect(judgeTest([...two, variant('C', 120, 400)], true).kind).toBe('undecided');
  expect(judgeTest([...two.slice(1), variant('A', 190, 400), variant('C', 120, 400)], true)).toEqual({
    kind: 'better',
    label: 'A',
    others: 2,
  });
});

it('makes no test of a handful of tickets', () => {
  for (const outcomes of [
    [variant('A', 4, 4), variant('B', 0, 4)],
    [variant('A', 50, 100), variant('B', 0, 0)],
    [variant('A', 0, 500), variant('B', 0, 500)],
    [],
  ])
    expect(judgeTest(outcomes, true)).toEqual({ kind: 'tooFew' });
});

it('says nothing where nothing counts as success', () => {
  expect(judgeTest([variant('A', 0, 100), variant('B', 0, 100)], false)).toEqual({ kind: 'noRule' });
});
