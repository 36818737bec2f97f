import { nodeRegistry } from '@/nodes/registry.generated';
import { compileFlow } from '@/runtime/flow/compile';
import type { Environment } from '@/runtime/flow/facts';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import { sampleEnvironment } from '@/runtime/flow/sample-facts';
import type { FlowLibrary } from '@/runtime/interpreter/walk';
import { beginSimulation, type Simulation } from '@/runtime/scenarios/simulation';
import { answerBuiltIn } from './activity-answers';
import type { SimulatorState } from './simulator-store';

/**
 * A ticket before its first message, in this flow as it is drawn and this installation as it is set up.
 * @param library the published flows that it calls
 */
export async function beginOf(
  flow: FlowDocument,
  environment: Environment | null,
  library: FlowLibrary,
  { at, answers }: Pick<SimulatorState, 'at' | 'answers'>,
): Promise<Simulation> {
  const [{ createInterpreter }, { createJsonataExpressions }] = await Promise.all([
    import('@/runtime/interpreter/interpreter'),
    import('@/runtime/flow/expressions-jsonata'),
  ]);
  return beginSimulation({
    interpreter: createInterpreter(nodeRegistry, { expressions: createJsonataExpressions() }),
    flow: compileFlow(flow, nodeRegistry),
    environment: environment ?? sampleEnvironment(),
    library,
    at,
    ...(answers === 'builtIn'
      ? {
          answerActivity: ({ flow: asking, nodeId, input }) => answerBuiltIn(asking.nodes.get(nodeId), input),
        }
      : {}),
  });
}
