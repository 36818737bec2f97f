import { describe, expect, it } from 'vitest';
import { type FlowDocument, flowDocumentSchema } from '@/runtime/flow/flow-document';
import { scenarioSchema } from '@/runtime/scenarios/scenario';
import { type RehearsedScenario, rehearse, type WalkScenarios } from './rehearsal';

const flow = (name: string): FlowDocument => flowDocumentSchema.parse({ schemaVersion: 1, id: 'flow', name });
const scenarioOf = (file: string): RehearsedScenario => ({
  file,
  scenario: scenarioSchema.parse({ name: file, at: '2026-11-02T10:00', events: [{ message: {} }] }),
  here: { queues: {} },
});

/** Passes by name: `here` only in the template's own surroundings, `chosen` only as drawn, `never` nowhere. */
const walked: string[] = [];
const walk: WalkScenarios = async (document, scenarios) =>
  scenarios.map(({ id, scenario }) => {
    const here = scenario.environment !== undefined;
    walked.push(`${id} ${document.name} ${here ? 'here' : 'own'}`);
    const fails =
      (id === 'here' && here) || (id === 'chosen' && document.name === 'changed') || id === 'never';
    return { id, name: `Name of ${id}`, passed: !fails, failures: fails ? ['differs'] : [] };
  });

describe('rehearse', () => {
  it('finds out why a scenario fails, and runs again only what does', async () => {
    const lines = await rehearse(
      {
        document: flow('changed'),
        plain: flow('plain'),
        scenarios: ['fine', 'here', 'chosen', 'never'].map(scenarioOf),
      },
      walk,
    );
    expect(lines.map(({ file, passed, cause }) => [file, passed, cause])).toEqual([
      ['fine', true, null],
      ['here', false, 'surroundings'],
      ['chosen', false, 'parameters'],
      ['never', false, 'template'],
    ]);
    expect(lines[1]).toMatchObject({ name: 'Name of here', failures: ['differs'] });
    expect(walked).toEqual([
      'fine changed here',
      'here changed here',
      'chosen changed here',
      'never changed here',
      'here changed own',
      'chosen changed own',
      'never changed own',
      'chosen plain own',
      'never plain own',
    ]);
  });
});
