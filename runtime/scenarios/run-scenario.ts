import { type CompiledFlow, compileFlow } from '@/runtime/flow/compile';
import type { TapeStep } from '@/runtime/flow/execution';
import type { Expressions } from '@/runtime/flow/expressions';
import type { Environment } from '@/runtime/flow/facts';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import type { NodeRegistry } from '@/runtime/flow/node-definition';
import { type EnvironmentSample, sampleEnvironment } from '@/runtime/flow/sample-facts';
import { createInterpreter } from '@/runtime/interpreter/interpreter';
import type { FlowLibrary } from '@/runtime/interpreter/walk';
import { checkExpectation, expectationWords, namesIn, type Say, unknownNames } from './check-expectation';
import { fillHolidays, type HolidaysOf } from './fill-holidays';
import {
  clockAfter,
  type Expectation,
  type Scenario,
  type ScenarioEvent,
  scenarioName,
  timeAt,
} from './scenario';
import { simulate } from './simulate';
import { type AnswerActivity, beginSimulation, type Simulation, type SimulationInput } from './simulation';

export interface ScenarioOptions {
  expressions: Expressions;
  /** The installation the flow is tried in; what the scenario says goes before. */
  environment?: EnvironmentSample;
  /** Flows that the flow calls, by slot. */
  flows?: Readonly<Record<string, FlowDocument>>;
  /** Answers activities that the scenario does not. */
  answerActivity?: AnswerActivity;
  /** Finds the holidays of regions that neither `environment` nor the scenario lists. */
  holidaysOf?: HolidaysOf;
  /** Of whoever reads the failures; English by default. */
  language?: string;
}

export interface ScenarioResult {
  name: string;
  passed: boolean;
  failures: string[];
  steps: TapeStep[];
  /** Ids of edges that were walked. */
  edges: string[];
  durationMs: number;
  simulation: Simulation;
}

/** Plays a scenario through a flow and checks what it expects. Never throws for a flow that fails: that is a result. */
export async function runScenario(
  document: FlowDocument,
  scenario: Scenario,
  registry: NodeRegistry,
  options: ScenarioOptions,
): Promise<ScenarioResult> {
  const begun = performance.now();
  const environment = surroundingsOf(document, scenario, registry, options);
  const { timeZone } = environment.installation;
  const flow = compileFlow(document, registry, 1);
  const called = new Map(
    Object.entries(options.flows ?? {}).map(([slot, one]) => [slot, compileFlow(one, registry, 1)]),
  );
  let simulation = beginSimulation({
    interpreter: createInterpreter(registry, { expressions: options.expressions }),
    flow,
    environment,
    library: libraryOf(called),
    at: timeAt(scenario.at, timeZone),
    ...(scenario.ticket ? { ticket: scenario.ticket } : {}),
    ...(scenario.customer ? { customer: scenario.customer } : {}),
    answerActivity: ({ nodeId, ...question }) =>
      scenario.activities[nodeId] ??
      (isAnsweredLater(scenario, nodeId) ? null : options.answerActivity?.({ nodeId, ...question })) ??
      null,
  });
  const say = expectationWords(options.language ?? 'en');
  const known = namesIn([flow, ...called.values()]);
  const check = (expected: Expectation) => [
    ...unknownNames(expected, known, say),
    ...checkExpectation(expected, simulation, say),
  ];
  const failures: string[] = [];
  for (const [index, event] of scenario.events.entries()) {
    let found: string[];
    if ('expect' in event) found = check(event.expect);
    else {
      const before = simulation;
      const input = inputOf(event, before, timeZone);
      simulation = await simulate(before, input);
      found = withoutEffect(input, before, simulation, say);
    }
    failures.push(...found.map((failure) => say('atEvent', { number: index + 1, failure })));
  }
  if (scenario.expect) failures.push(...check(scenario.expect));
  return {
    name: scenarioName(scenario),
    passed: failures.length === 0,
    failures,
    steps: [...simulation.steps],
    edges: edgesWalked(flow, simulation.steps),
    durationMs: performance.now() - begun,
    simulation,
  };
}

/** What an event of the scenario answers by name is left to it: nobody else may be quicker. */
function isAnsweredLater({ events }: Scenario, nodeId: string): boolean {
  return events.some((event) => 'activity' in event && event.activity.node === nodeId);
}

/** The installation that the flow is tried in, with every holiday that counts in it. */
function surroundingsOf(
  document: FlowDocument,
  scenario: Scenario,
  registry: NodeRegistry,
  { environment, flows = {}, holidaysOf }: ScenarioOptions,
): Environment {
  const told = sampleEnvironment({ ...environment, ...definedOnly(scenario.environment ?? {}) });
  if (!holidaysOf) return told;
  const at = timeAt(scenario.at, told.installation.timeZone);
  return fillHolidays(told, [document, ...Object.values(flows)], registry, { at, holidaysOf });
}

/** An event that could not be what its author meant: a scenario must not pass because it tries nothing. */
function withoutEffect(input: SimulationInput, before: Simulation, after: Simulation, say: Say): string[] {
  if (input.type === 'clock' && input.to < before.clock)
    return [say('clockBack', { time: new Date(input.to).toISOString() })];
  if (input.type === 'activity' && after.ignored.length > before.ignored.length)
    return [say('notAsked', { node: input.nodeId ?? '–' })];
  return [];
}

function libraryOf(flows: ReadonlyMap<string, CompiledFlow>): FlowLibrary {
  return {
    bySlot: (slot) => flows.get(slot) ?? null,
    byVersion: (id, version) =>
      [...flows.values()].find((flow) => flow.id === id && flow.version === version) ?? null,
  };
}

function inputOf(
  event: Exclude<ScenarioEvent, { expect: unknown }>,
  { clock }: Simulation,
  timeZone: string,
): SimulationInput {
  if ('message' in event) return { type: 'message', message: definedOnly(event.message) };
  if ('clock' in event) return { type: 'clock', to: clockAfter(clock, event.clock, timeZone) };
  if ('start' in event) return { type: 'start', nodeId: event.start };
  if ('agent' in event) {
    const { agent: does, ...rest } = event;
    return { type: 'agent', does, ...definedOnly(rest) };
  }
  const { node, ...answer } = event.activity;
  return { type: 'activity', ...(node === undefined ? {} : { nodeId: node }), answer: asAnswer(answer) };
}

function asAnswer(
  answer: Extract<ScenarioEvent, { activity: unknown }>['activity'],
): Extract<SimulationInput, { type: 'activity' }>['answer'] {
  if ('result' in answer) return { result: answer.result };
  const { code, message, timeout } = answer.error;
  return { error: { code, message, ...(timeout === undefined ? {} : { timeout }) } };
}

/** The edges that a path took. */
export function edgesWalked(flow: CompiledFlow, steps: readonly TapeStep[]): string[] {
  const taken = new Set(steps.map(({ nodeId, port }) => `${nodeId}\n${port}`));
  return flow.document.edges
    .filter(({ from }) => taken.has(`${from.node}\n${from.port}`))
    .map(({ id }) => id);
}

/** The same without keys whose value is `undefined`, so that they do not hide what is assumed. */
function definedOnly<Type extends object>(
  value: Type,
): { [Key in keyof Type]: Exclude<Type[Key], undefined> } {
  // Filtering keeps the keys that the type promises.
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as {
    [Key in keyof Type]: Exclude<Type[Key], undefined>;
  };
}
