import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError } from '@/runtime/domain-error';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import { type JsonObject, jsonObjectSchema } from '@/runtime/flow/json';
import {
  type Expectation,
  type Scenario,
  scenarioEnvironmentSchema,
  scenarioSchema,
} from '@/runtime/scenarios/scenario';
import { type FlowScenarioRecord, FlowScenarios, findFlowScenarios } from '@/runtime/store/flow-scenarios';
import { appendLiveEvents } from '@/runtime/store/live-events';
import { newId } from '@/runtime/store/new-id';
import type { Author } from './author';
import { readFlow } from './read-flow';

export interface FlowScenario {
  id: string;
  scenario: Scenario;
  updatedAt: Date;
  updatedBy: string | null;
}

/** More scenarios than this check nothing that fewer do not. */
const MOST = 500;

/** The scenarios that check a flow, oldest first. */
export async function listScenarios(flowId: string): Promise<FlowScenario[]> {
  return (await findFlowScenarios(flowId)).map(({ _id, scenario, updatedAt, updatedBy }) => ({
    id: _id,
    scenario: scenarioSchema.parse(scenario),
    updatedAt,
    updatedBy,
  }));
}

/**
 * Keeps a scenario with a flow: a new one, or in the place of the one with this id.
 * Errors: `flowNotFound`, `scenarioNotFound` (deleted meanwhile), `tooManyScenarios`.
 */
export async function keepScenario(
  wanted: { flowId: string; id?: string; scenario: Scenario },
  author: Author,
  at = new Date(),
): Promise<{ id: string }> {
  const { flowId } = wanted;
  await readFlow(flowId);
  const changes = { scenario: asJson(wanted.scenario), updatedAt: at, updatedBy: author?.name ?? null };
  if (wanted.id !== undefined) {
    const { matchedCount } = await FlowScenarios.updateOne(
      { _id: wanted.id, flowId },
      { $set: changes },
    ).exec();
    if (matchedCount === 0)
      throw new DomainError('notFound', 'scenarioNotFound', `There is no scenario ${wanted.id}.`);
    await tell(flowId, at);
    return { id: wanted.id };
  }
  if ((await FlowScenarios.countDocuments({ flowId }).exec()) >= MOST)
    throw new DomainError('limit', 'tooManyScenarios', `A flow has at most ${MOST} scenarios.`, {
      most: MOST,
    });
  const id = newId(at.getTime());
  await FlowScenarios.create(recordOf(id, flowId, wanted.scenario, author, at));
  await tell(flowId, at);
  return { id };
}

/** Takes a scenario away. Deleting what is gone is no error. */
export async function deleteScenario(flowId: string, id: string, at = new Date()): Promise<void> {
  await FlowScenarios.deleteOne({ _id: id, flowId }).exec();
  await tell(flowId, at);
}

/** Gives a flow the scenarios of another one: a copy is checked as its original is. */
export async function copyScenarios(
  from: string,
  to: string,
  author: Author,
  at = new Date(),
): Promise<number> {
  return addAll(
    to,
    (await listScenarios(from)).map(({ scenario }) => scenario),
    author,
    at,
  );
}

/**
 * Gives a flow the scenarios that lie in a template's folder, each with the `environment.json` beside it: they go on
 * checking the same thing, whatever this installation's own opening hours are. Scenarios of the template's other flow
 * files are left out, and so is what they expect of texts that the flow has in another language.
 * @param documents the flow as it lies in the folder, and as it was installed
 */
export async function installScenarios(
  flowId: string,
  folder: string,
  documents: { drawn: FlowDocument; installed: FlowDocument },
  author: Author,
  at = new Date(),
): Promise<number> {
  const names = (await readdir(/* turbopackIgnore: true */ folder)).filter((name) =>
    name.endsWith('.scenario.json'),
  );
  const environment = scenarioEnvironmentSchema.parse(await readJson(join(folder, 'environment.json'), {}));
  const read = await Promise.all(
    names.sort().map(async (name) => scenarioSchema.parse(await readJson(join(folder, name)))),
  );
  const own = read
    .filter(({ flow }) => flow === 'flow.json')
    .map((scenario) => inInstalledLanguage(scenario, documents))
    .map((scenario) => ({ ...scenario, environment: { ...environment, ...scenario.environment } }));
  return addAll(flowId, own, author, at);
}

/** Notes for agents are written in the language that the flow was installed in; the scenario names them as they were drawn. */
function inInstalledLanguage(
  scenario: Scenario,
  { drawn, installed }: { drawn: FlowDocument; installed: FlowDocument },
): Scenario {
  const before = JSON.stringify(drawn);
  const after = JSON.stringify(installed);
  const isForeign = (text: string): boolean => {
    const quoted = JSON.stringify(text).slice(1, -1);
    return before.includes(quoted) && !after.includes(quoted);
  };
  const understood = (expected: Expectation): Expectation => {
    const { noteContains, ...others } = expected;
    return noteContains === undefined || isForeign(noteContains) ? others : expected;
  };
  return {
    ...scenario,
    ...(scenario.expect ? { expect: understood(scenario.expect) } : {}),
    events: scenario.events.map((event) =>
      'expect' in event ? { expect: understood(event.expect) } : event,
    ),
  };
}

async function addAll(
  flowId: string,
  scenarios: readonly Scenario[],
  author: Author,
  at: Date,
): Promise<number> {
  if (scenarios.length === 0) return 0;
  // Ids of one moment keep their order: the list stays as the files are named.
  const records = scenarios
    .slice(0, MOST)
    .map((scenario, index) => recordOf(newId(at.getTime() + index), flowId, scenario, author, at));
  await FlowScenarios.insertMany(records);
  return records.length;
}

function recordOf(
  id: string,
  flowId: string,
  scenario: Scenario,
  author: Author,
  at: Date,
): FlowScenarioRecord {
  const by = author?.name ?? null;
  return {
    _id: id,
    flowId,
    scenario: asJson(scenario),
    createdAt: at,
    createdBy: by,
    updatedAt: at,
    updatedBy: by,
  };
}

/** Without keys whose value is `undefined`: they are not JSON. */
function asJson(scenario: Scenario): JsonObject {
  return jsonObjectSchema.parse(JSON.parse(JSON.stringify(scenario)));
}

async function tell(flowId: string, at: Date): Promise<void> {
  await appendLiveEvents([{ topic: 'flow', key: flowId, data: { change: 'scenarios' } }], at);
}

async function readJson(path: string, missing?: unknown): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    if (missing !== undefined && error instanceof Error && 'code' in error && error.code === 'ENOENT')
      return missing;
    throw error;
  }
}
