import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeRegistry } from '@/nodes/registry.generated';
import { type FlowDocument, flowDocumentSchema } from '@/runtime/flow/flow-document';
import { sampleFacts } from '@/runtime/flow/sample-facts';
import type { RecordedMessage } from '@/runtime/scenarios/replay-messages';
import { scenarioEnvironmentSchema, scenarioSchema } from '@/runtime/scenarios/scenario';
import { BUILT_IN } from './walk-names';
import { performWalks, type ReplayTask, type ScenarioTask } from './walk-tasks';

const folder = join(import.meta.dirname, '../../../flows/service-mailbox');
const read = async (name: string): Promise<unknown> => JSON.parse(await readFile(join(folder, name), 'utf8'));
const flow: FlowDocument = flowDocumentSchema.parse(await read('flow.json'));
const sorter = flow.nodes.find(({ type }) => nodeRegistry.get(type)?.sorts)?.id ?? '';
const ask = () => Promise.reject(new Error('The server is not asked.'));
const at = Date.UTC(2026, 10, 18, 10);

async function recordedMessage(): Promise<RecordedMessage> {
  const given = scenarioEnvironmentSchema.parse(await read('environment.json'));
  const message = {
    subject: 'Rechnung',
    text: 'Der Betrag auf meiner Rechnung ist zu hoch.',
    channel: 'service',
    language: 'de',
  };
  return {
    id: 'execution',
    at,
    facts: sampleFacts({ message }, at),
    environment: {
      hash: 'h',
      installation: { name: 'S', language: 'de', timeZone: 'Europe/Berlin' },
      calendars: given.calendars ?? {},
      holidays: given.holidays ?? {},
      queues: given.queues ?? {},
      mailboxes: given.mailboxes ?? {},
      teams: {},
      agents: {},
    },
    activities: [],
    outcome: { place: 'service', automaticReplies: 0 },
    steps: [],
  };
}

async function replay(changes: Partial<ReplayTask>) {
  const task: ReplayTask = {
    kind: 'replay',
    flow,
    called: {},
    standIns: {},
    classifyAnew: false,
    messages: [await recordedMessage()],
    ...changes,
  };
  const [result] = await performWalks(task, ask);
  if (!result || !('after' in result)) throw new Error('A replay gives replayed messages.');
  return result;
}

describe('replaying a recorded message', () => {
  it('leaves unknown what nobody answered', async () => {
    const result = await replay({});
    expect(result.unknown).toEqual([sorter]);
    expect(result.after.place).toBe('unknown');
  });

  it('goes on by a port, or by what the built-in classifier says', async () => {
    expect((await replay({ standIns: { [sorter]: BUILT_IN } })).after.place).toBe('billing');
    const port = flow.edges.find(({ from }) => from.node === sorter && from.port === 'unsure');
    const unsure = await replay({ standIns: { [sorter]: 'unsure' } });
    expect(unsure.steps.find(({ nodeId }) => nodeId === sorter && nodeId !== port?.to)).toBeDefined();
    expect(unsure.unknown).toEqual([]);
  });

  it('asks the classifier anew only where that is wished', async () => {
    const message = await recordedMessage();
    const input = {
      text: `${message.facts.message?.subject}\n\n${message.facts.message?.text}`,
      language: 'de',
    };
    const answer = { result: { category: 'cancellation', confidence: 0.99, engine: 'model' } };
    const activity = flow.nodes.find(({ id }) => id === sorter)?.type ?? '';
    const messages = [{ ...message, activities: [{ nodeId: sorter, activity, input, answer }] }];
    expect((await replay({ messages })).after.place).toBe('cancellations');
    expect((await replay({ messages, classifyAnew: true })).after.place).toBe('billing');
  });
});

describe('running scenarios', () => {
  it('tells what passed, what differed, and which edges were walked', async () => {
    const scenario = scenarioSchema.parse(await read('newsletter.scenario.json'));
    const wrong = scenarioSchema.parse({
      ...scenario,
      name: { de: 'Falsch', en: 'Wrong' },
      expect: { replies: 7 },
    });
    const task: ScenarioTask = {
      kind: 'scenarios',
      flow,
      called: {},
      environment: null,
      language: 'en',
      scenarios: [
        { id: 'right', scenario },
        { id: 'wrong', scenario: wrong },
      ],
    };
    const outcomes = await performWalks(task, ask);
    expect(outcomes).toMatchObject([
      { id: 'right', passed: true, failures: [] },
      { id: 'wrong', name: 'Wrong', passed: false },
    ]);
    const [right, other] = outcomes;
    if (!right || !other || !('edges' in right) || !('failures' in other)) throw new Error('no outcomes');
    expect(right.edges.length).toBeGreaterThan(0);
    expect(other.failures.join()).toContain('replies: expected 7');
  });
});
