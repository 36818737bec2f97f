import { expect, test } from 'vitest';
import { coverageOf, ScenarioChecks } from './scenario-checks';
import type { ScenarioOutcome } from './walk-tasks';

const outcome = (id: string, ...edges: string[]): ScenarioOutcome => ({
  id,
  name: id,
  passed: true,
  failures: [],
  edges,
  steps: [],
  durationMs: 1,
});

test('counts how many scenarios walk an edge', () => {
  const counts = coverageOf([outcome('a', 'e1', 'e2'), outcome('b', 'e1')]);
  expect([...counts]).toEqual([
    ['e1', 2],
    ['e2', 1],
  ]);
});

test('only the last run counts', async () => {
  const answers: ((outcomes: ScenarioOutcome[]) => void)[] = [];
  const checks = new ScenarioChecks({ walk: () => new Promise((resolve) => answers.push(resolve)) });
  const first = checks.run([]);
  const second = checks.run([]);
  answers[1]?.([outcome('new')]);
  answers[0]?.([outcome('old')]);
  expect(await Promise.all([first, second])).toEqual([false, true]);
  expect([...checks.getState().outcomes.keys()]).toEqual(['new']);
});

test('says what broke and keeps the last result', async () => {
  let broken = false;
  const checks = new ScenarioChecks({
    walk: async () => {
      if (broken) throw new Error('no worker');
      return [outcome('a')];
    },
  });
  await checks.run([]);
  broken = true;
  expect(await checks.run([])).toBe(false);
  expect(checks.getState()).toMatchObject({ status: 'failed', failure: 'no worker' });
  expect(checks.getState().outcomes.has('a')).toBe(true);
});
