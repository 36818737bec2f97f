import { expect, test } from 'vitest';
import { readScenario, renamed } from './read-scenario';

const scenario = { name: 'Late', at: '2026-11-20T20:00', events: [{ message: { text: 'Hello' } }] };

test('reads a scenario, or says where it is none', () => {
  expect(readScenario(JSON.stringify(scenario))).toMatchObject({ kind: 'scenario', scenario });
  expect(readScenario('{')).toEqual({ kind: 'notJson' });
  expect(readScenario(JSON.stringify({ ...scenario, expect: { queues: 'x' } }))).toMatchObject({
    kind: 'invalid',
    place: 'expect',
  });
  expect(readScenario('[]')).toMatchObject({ kind: 'invalid', place: '/' });
});

test('renames, in the reader’s language where there are several', () => {
  expect(JSON.parse(renamed(JSON.stringify(scenario), 'Later', 'en'))).toEqual({
    ...scenario,
    name: 'Later',
  });
  const both = JSON.stringify({ ...scenario, name: { de: 'Spät', en: 'Late' } });
  expect(JSON.parse(renamed(both, 'Später', 'de')).name).toEqual({ de: 'Später', en: 'Late' });
  expect(renamed('{', 'x', 'de')).toBe('{');
});
