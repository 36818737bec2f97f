import { DomainError } from '@/runtime/domain-error';
import { type JsonObject, jsonObjectSchema } from '@/runtime/flow/json';
import { type Scenario, scenarioSchema } from '@/runtime/scenarios/scenario';
import { type FlowScenarioRecord, FlowScenarios, findFlowScenarios } from '@/runtime/store/flow-scenarios';
import { appendLiveEvents } from '@/runtime/store/live-events';
import { newId } from '@/runtime/store/new-id';
import type { Author } from './author';
import { readFlow } from './read-flow';
import { readTemplateScenarios, type TemplateDocuments } from './template-scenarios';

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
  const scenarios = await listScenarios(from);
  return addAll(
    to,
    scenarios.map(({ scenario }) => ({ file: null, scenario })),
    author,
    at,
  );
}

/**
 * Gives a flow the scenarios that lie in a template's folder; see readTemplateScenarios.
 * @param documents the flow as it lies in the folder, and as it was installed
 */
export async function installScenarios(
  flowId: string,
  folder: string,
  documents: TemplateDocuments,
  author: Author,
  at = new Date(),
): Promise<number> {
  return addAll(flowId, await readTemplateScenarios(folder, documents), author, at);
}

/**
 * Brings a flow's scenarios up to those of a newer version of its template. What was changed or written here stays as it
 * is; what came with the template and was never touched is replaced, also where the template has it no more.
 */
export async function upgradeScenarios(
  flowId: string,
  folder: string,
  documents: TemplateDocuments,
  author: Author,
  at = new Date(),
): Promise<void> {
  const present = await findFlowScenarios(flowId);
  const coming = await readTemplateScenarios(folder, documents);
  const byName = new Map(coming.map(({ file, scenario }) => [JSON.stringify(scenario.name), file]));
  // Those of older installations do not tell their file; their name does.
  const fileOf = ({ file, scenario }: FlowScenarioRecord): string | null =>
    file ?? byName.get(JSON.stringify(scenario.name)) ?? null;
  const came = present.filter((record) => fileOf(record) !== null);
  const [untouched, changed] = [
    came.filter(({ createdAt, updatedAt }) => createdAt.getTime() === updatedAt.getTime()),
    came.filter(({ createdAt, updatedAt }) => createdAt.getTime() !== updatedAt.getTime()),
  ];
  const own = new Set(changed.map(fileOf));
  await addAll(
    flowId,
    coming.filter(({ file }) => !own.has(file)),
    author,
    at,
  );
  await FlowScenarios.deleteMany({ flowId, _id: { $in: untouched.map(({ _id }) => _id) } }).exec();
  await tell(flowId, at);
}

async function addAll(
  flowId: string,
  scenarios: readonly { file: string | null; scenario: Scenario }[],
  author: Author,
  at: Date,
): Promise<number> {
  if (scenarios.length === 0) return 0;
  // Ids of one moment keep their order: the list stays as the files are named.
  const records = scenarios.slice(0, MOST).map(({ file, scenario }, index) => ({
    ...recordOf(newId(at.getTime() + index), flowId, scenario, author, at),
    file,
  }));
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
