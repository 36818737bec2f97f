import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { installationOfFile } from '@/runtime/engine/installation-of-file';
import { createTestEngine, replyAndQueue, testMessage } from '@/runtime/engine/test-kit';
import { flowDocumentSchema } from '@/runtime/flow/flow-document';
import { localizeFlow } from '@/runtime/flow/localize-flow';
import { scenarioSchema } from '@/runtime/scenarios/scenario';
import { Executions } from '@/runtime/store/executions';
import { FlowScenarios } from '@/runtime/store/flow-scenarios';
import { createFlow } from './create-flow';
import { duplicateFlow } from './exchange-flow';
import {
  copyScenarios,
  deleteScenario,
  installScenarios,
  keepScenario,
  listScenarios,
} from './flow-scenarios';
import { readWalk } from './read-walk';
import { readForReplay, selectForReplay } from './replay-recordings';

/** What somebody who draws a flow tries out before it goes into service, on a store with real walks. */
const author = { id: 'agent-1', name: 'Designer' };
let clock = Date.UTC(2026, 10, 20, 10);
installationOfFile();
let flowId = '';

beforeAll(async () => {
  flowId = replyAndQueue().id;
  const engine = createTestEngine({ now: () => clock });
  for (let count = 0; count < 3; count += 1) {
    await engine.receive(testMessage({ facts: { arrivedAt: clock, language: 'en' } }));
    await engine.settle();
    clock += 86_400_000;
  }
});

describe('what-if replay', () => {
  it('takes the messages of the last days, or the last so many, newest first', async () => {
    const now = new Date(clock - 60_000);
    const all = await selectForReplay(flowId, { days: 30 }, now);
    expect(all.ids).toHaveLength(3);
    expect(all.capped).toBe(false);
    expect((await selectForReplay(flowId, { days: 1 }, now)).ids).toEqual(all.ids.slice(0, 1));
    expect((await selectForReplay(flowId, { last: 2 }, now)).ids).toEqual(all.ids.slice(0, 2));
    await expect(selectForReplay('gone', { last: 2 }, now)).rejects.toMatchObject({ code: 'flowNotFound' });
  });

  it('gives what was known then, with the way it took, and says what is no longer stored', async () => {
    const { ids } = await selectForReplay(flowId, { last: 3 }, new Date(clock));
    const batch = await readForReplay(flowId, [...ids, 'gone']);
    expect(batch.skipped).toBe(1);
    expect(batch.messages.map(({ id }) => id)).toEqual(ids);
    const [newest] = batch.messages;
    expect(newest?.outcome).toMatchObject({ place: 'billing', automaticReplies: 1 });
    expect(newest?.steps.map(({ nodeId }) => nodeId)).toContain('queue');
    expect(Object.keys(batch.environments)).toEqual([newest?.environmentHash]);
    expect(await readForReplay('another-flow', ids)).toMatchObject({ messages: [], skipped: 3 });
  });

  it('gives the whole way of one execution', async () => {
    const execution = await Executions.findOne({ flowId }).exec();
    const walk = await readWalk(execution?._id ?? '');
    expect(walk.steps.map(({ nodeId }) => nodeId)).toContain('queue');
    await expect(readWalk('gone')).rejects.toMatchObject({ code: 'executionNotFound' });
  });
});

describe('scenarios of a flow', () => {
  const scenario = scenarioSchema.parse({
    name: 'Late',
    at: '2026-11-20T20:00',
    events: [{ message: { text: 'Hello' } }],
    expect: { replies: 1 },
  });

  it('keeps, changes, copies and deletes', async () => {
    const { _id: id } = await createFlow({ name: 'Checked' }, author);
    const kept = await keepScenario({ flowId: id, scenario }, author);
    await keepScenario({ flowId: id, id: kept.id, scenario: { ...scenario, name: 'Later' } }, author);
    expect(await listScenarios(id)).toMatchObject([
      { id: kept.id, scenario: { name: 'Later' }, updatedBy: 'Designer' },
    ]);
    const copy = await duplicateFlow(id, 'Copy', author);
    expect((await listScenarios(copy._id)).map((one) => one.scenario.name)).toEqual(['Later']);
    await deleteScenario(id, kept.id);
    expect(await listScenarios(id)).toEqual([]);
    expect(await listScenarios(copy._id)).toHaveLength(1);
    await expect(keepScenario({ flowId: id, id: kept.id, scenario }, author)).rejects.toMatchObject({
      code: 'scenarioNotFound',
    });
    await expect(keepScenario({ flowId: 'gone', scenario }, author)).rejects.toMatchObject({
      code: 'flowNotFound',
    });
  });

  it('come with a template, in its own environment and without words of another language', async () => {
    const folder = join(process.cwd(), 'flows/complaint-with-sla');
    const { default: flow } = await import('@/flows/complaint-with-sla/flow.json');
    const { default: texts } = await import('@/flows/complaint-with-sla/texts.de.json');
    const drawn = flowDocumentSchema.parse(flow);
    const installed = localizeFlow(drawn, texts);
    const english = await createFlow({ name: 'Complaints' }, author);
    const german = await createFlow({ name: 'Beschwerden' }, author);
    const count = await installScenarios(english._id, folder, { drawn, installed: drawn }, author);
    await installScenarios(german._id, folder, { drawn, installed }, author);
    const notes = async (id: string) =>
      (await listScenarios(id)).filter((one) => one.scenario.expect?.noteContains !== undefined).length;
    expect(count).toBeGreaterThan(6);
    expect(await notes(english._id)).toBeGreaterThan(await notes(german._id));
    const [first] = await listScenarios(german._id);
    expect(first?.scenario.environment?.calendars).toBeDefined();
    expect(await copyScenarios(german._id, english._id, author)).toBe(count);
    expect(await FlowScenarios.countDocuments({ flowId: english._id }).exec()).toBe(2 * count);
  });
});
