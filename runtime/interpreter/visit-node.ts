import { compileFlow } from '@/runtime/flow/compile';
import type { FlowEvent, Wait } from '@/runtime/flow/execution';
import type { Expressions } from '@/runtime/flow/expressions';
import { createJsonataExpressions } from '@/runtime/flow/expressions-jsonata';
import type { Environment, Facts } from '@/runtime/flow/facts';
import { flowDocumentSchema } from '@/runtime/flow/flow-document';
import type { Json, JsonObject } from '@/runtime/flow/json';
import type { NodeDefinition, Outcome } from '@/runtime/flow/node-definition';
import { sampleEnvironment, sampleFacts } from '@/runtime/flow/sample-facts';
import { failureOf, NodeWalkContext } from './node-walk-context';
import { startState } from './start-state';
import { beginWalk, noLibrary } from './walk';

export interface NodeVisit {
  event?: FlowEvent;
  facts?: Facts;
  environment?: Environment;
  variables?: JsonObject;
  memory?: Json;
  answered?: Wait[];
  /** Languages of the flow. */
  languages?: string[];
  expressions?: Expressions;
}

/**
 * Visits one node alone, as the interpreter would: what the table tests of node types are made of. With an event that is not
 * `messageReceived`, or with `memory`, the node is resumed.
 */
export async function visitNode(
  definition: NodeDefinition,
  config: JsonObject,
  visit: NodeVisit = {},
): Promise<Outcome> {
  const flow = compileFlow(
    flowDocumentSchema.parse({
      schemaVersion: 1,
      id: 'flow',
      name: 'Flow',
      nodes: [{ id: 'node', type: definition.type, version: definition.version, config }],
      settings: { languages: visit.languages ?? ['en', 'de'] },
    }),
    new Map([[definition.type, definition]]),
    1,
  );
  const node = flow.nodes.get('node');
  if (!node || node.invalid !== null) throw new Error(node?.invalid ?? 'The node is missing.');
  const event: FlowEvent = visit.event ?? {
    type: 'messageReceived',
    id: 'event',
    at: 0,
    messageId: 'message',
  };
  const state = startState(flow, { executionId: 'execution', ticketId: 'ticket', startNode: 'node' });
  state.variables = visit.variables ?? {};
  if (visit.memory !== undefined) state.nodeState = { node: visit.memory };
  const facts = visit.facts ?? sampleFacts({}, event.at);
  const walk = beginWalk(flow, state, event, facts, visit.environment ?? sampleEnvironment(), noLibrary);
  const context = new NodeWalkContext(
    walk,
    node,
    visit.answered ?? [],
    visit.expressions ?? createJsonataExpressions(),
  );
  const resumed =
    event.type !== 'messageReceived' || visit.memory !== undefined || visit.answered !== undefined;
  try {
    return await (resumed && definition.resume ? definition.resume(context) : definition.run(context));
  } catch (error) {
    return failureOf(error);
  }
}
