import { loadEngines } from '@/app/late-engines/late-engines';
import { nodeRegistry } from '@/nodes/registry.generated';
import { compileFlow } from '@/runtime/flow/compile';
import type { Environment } from '@/runtime/flow/facts';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import { sampleEnvironment } from '@/runtime/flow/sample-facts';
import type { FlowLibrary } from '@/runtime/interpreter/walk';
import { type AnswerActivity, beginSimulation, type Simulation } from '@/runtime/scenarios/simulation';
import { type AskServer, localAnswers } from './local-answers';
import type { SimulatorState } from './simulator-store';

/**
 * A ticket before its first message, in this flow as it is drawn and this installation as it is set up.
 * @param library the published flows that it calls
 * @param ask answers activities that only the server can perform
 */
export async function beginOf(
  flow: FlowDocument,
  environment: Environment | null,
  library: FlowLibrary,
  ask: AskServer,
  { at, answers }: Pick<SimulatorState, 'at' | 'answers'>,
): Promise<Simulation> {
  const [{ createInterpreter }, { createJsonataExpressions }] = await Promise.all([
    import('@/runtime/interpreter/interpreter'),
    import('@/runtime/flow/expressions-jsonata'),
    loadEngines(),
  ]);
  return beginSimulation({
    interpreter: createInterpreter(nodeRegistry, { expressions: createJsonataExpressions() }),
    flow: compileFlow(flow, nodeRegistry),
    environment: environment ?? sampleEnvironment(),
    library,
    at,
    ...(answers === 'builtIn' ? { answerActivity: answersWithinReach(ask) } : {}),
  });
}

/** What would have to reach outside stays open: the person answers it, or the clock. */
function answersWithinReach(ask: AskServer): AnswerActivity {
  const answer = localAnswers(ask);
  return async (question) => {
    const given = await answer(question);
    const outOfReach = given !== null && 'error' in given && UNREACHED.includes(given.error.code);
    return outOfReach ? null : given;
  };
}

const UNREACHED = ['noNetwork', 'unknownActivity'];
