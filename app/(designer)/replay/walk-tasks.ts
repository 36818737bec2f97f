import { nodeRegistry } from '@/nodes/registry.generated';
import type { TapeStep } from '@/runtime/flow/execution';
import { createJsonataExpressions } from '@/runtime/flow/expressions-jsonata';
import type { Environment } from '@/runtime/flow/facts';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import { createInterpreter } from '@/runtime/interpreter/interpreter';
import type { RecordedMessage, ReplayedMessage } from '@/runtime/scenarios/replay-messages';
import { replayMessage } from '@/runtime/scenarios/replay-messages';
import { runScenario } from '@/runtime/scenarios/run-scenario';
import { type Scenario, scenarioName } from '@/runtime/scenarios/scenario';
import type { ActivityAnswer, ActivityQuestion } from '@/runtime/scenarios/simulation';
import { standInPorts } from '@/runtime/scenarios/stand-in-ports';
import { answerBuiltIn } from '../simulator/activity-answers';
import { type CalledFlows, libraryOf } from '../simulator/called-flows';
import { type AskServer, localAnswers } from '../simulator/local-answers';
import { BUILT_IN } from './walk-names';

export interface ReplayTask {
  kind: 'replay';
  flow: FlowDocument;
  called: CalledFlows;
  /** node id -> port id or `BUILT_IN` */
  standIns: Readonly<Record<string, string>>;
  /** Nodes that sort by examples are asked again, because the draft's examples may differ. */
  classifyAnew: boolean;
  messages: RecordedMessage[];
}

export interface ScenarioTask {
  kind: 'scenarios';
  flow: FlowDocument;
  called: CalledFlows;
  environment: Environment | null;
  language: string;
  scenarios: { id: string; scenario: Scenario }[];
}

/** How a scenario went, small enough for the page. */
export interface ScenarioOutcome {
  id: string;
  name: string;
  passed: boolean;
  /** What differed, each as a sentence. */
  failures: string[];
  /** Edges it walked. */
  edges: string[];
  steps: TapeStep[];
  durationMs: number;
}

export type WalkTask = ReplayTask | ScenarioTask;
export type WalkResult<Task extends WalkTask> = Task extends ReplayTask
  ? ReplayedMessage[]
  : ScenarioOutcome[];

/**
 * Runs recorded messages or scenarios through a draft. Nothing is sent, stored or called.
 * @param ask answers activities that only the server can perform
 */
export async function performWalks(
  task: WalkTask,
  ask: AskServer,
): Promise<ReplayedMessage[] | ScenarioOutcome[]> {
  return task.kind === 'replay' ? replay(task) : runScenarios(task, ask);
}

async function replay({
  flow: document,
  called,
  standIns,
  classifyAnew,
  messages,
}: ReplayTask): Promise<ReplayedMessage[]> {
  const ports = Object.fromEntries(Object.entries(standIns).filter(([, port]) => port !== BUILT_IN));
  const { flow, standIn } = standInPorts(document, nodeRegistry, ports);
  const interpreter = createInterpreter(nodeRegistry, { expressions: createJsonataExpressions() });
  const library = libraryOf(called, nodeRegistry);
  const builtIn = (question: ActivityQuestion): Promise<ActivityAnswer | null> =>
    answerBuiltIn(question.flow.nodes.get(question.nodeId), question.input);
  const results: ReplayedMessage[] = [];
  for (const message of messages)
    results.push(
      await replayMessage(flow, message, {
        interpreter,
        library,
        ...(classifyAnew ? { answerAnew: builtIn } : {}),
        standIn: async (question) =>
          standIns[question.nodeId] === BUILT_IN ? builtIn(question) : standIn(question),
      }),
    );
  return results;
}

async function runScenarios(task: ScenarioTask, ask: AskServer): Promise<ScenarioOutcome[]> {
  const { flow, called, environment, language, scenarios } = task;
  const expressions = createJsonataExpressions();
  const flows = Object.fromEntries(
    Object.entries(called).flatMap(([slot, found]) => (found ? [[slot, found.document]] : [])),
  );
  const answerActivity = localAnswers(ask);
  // All at once: what they ask of the server goes there together.
  return Promise.all(
    scenarios.map(async ({ id, scenario }): Promise<ScenarioOutcome> => {
      const { passed, failures, edges, steps, durationMs } = await runScenario(flow, scenario, nodeRegistry, {
        expressions,
        flows,
        language,
        ...(environment ? { environment } : {}),
        answerActivity,
      });
      return { id, name: scenarioName(scenario, language), passed, failures, edges, steps, durationMs };
    }),
  );
}
