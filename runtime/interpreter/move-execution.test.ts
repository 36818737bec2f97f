import { describe, expect, it } from 'vitest';
import { nodeRegistry } from '@/nodes/registry.generated';
import { compileFlow } from '@/runtime/flow/compile';
import { createJsonataExpressions } from '@/runtime/flow/expressions-jsonata';
import { flowDocumentSchema } from '@/runtime/flow/flow-document';
import { sampleEnvironment, sampleFacts } from '@/runtime/flow/sample-facts';
import { createInterpreter } from './interpreter';
import { moveExecution, standingIn } from './move-execution';

const interpreter = createInterpreter(nodeRegistry, { expressions: createJsonataExpressions() });
const question = { question: { en: 'How many?', de: 'Wie viele?' }, kind: 'number', variable: 'count' };

function flow(version: number, askType: string | null, variables: object[] = []) {
  const ask = askType === null ? [] : [{ id: 'ask', type: askType, config: question }];
  const document = flowDocumentSchema.parse({
    schemaVersion: 1,
    id: 'flow',
    name: 'Flow',
    nodes: [
      { id: 'start', type: 'mail-received' },
      ...ask,
      { id: 'queue', type: 'queue', config: { queue: `v${version}` } },
    ],
    edges: [
      { id: 'e1', from: { node: 'start', port: 'next' }, to: 'ask' },
      { id: 'e2', from: { node: 'ask', port: 'answered' }, to: 'queue' },
    ],
    variables,
  });
  return compileFlow(document, nodeRegistry, version);
}

const old = flow(1, 'ask-question');

async function waiting() {
  const state = interpreter.start(old, { executionId: 'x', ticketId: 't', startNode: 'start' });
  const event = { type: 'messageReceived' as const, id: 'm1', at: 0, messageId: 'm1' };
  return (await interpreter.advance(old, state, event, sampleFacts(), sampleEnvironment())).state;
}

describe('moving a waiting execution to another version', () => {
  it('goes on there with what it waits for', async () => {
    const next = flow(2, 'ask-question', [{ name: 'source', type: 'text', initial: 'mail' }]);
    const moved = moveExecution(await waiting(), next, old);
    expect(moved).toMatchObject({ flowVersion: 2, status: 'waiting', variables: { source: 'mail' } });
    if (!moved) return;
    const event = { type: 'messageReceived' as const, id: 'm2', at: 5, messageId: 'm2' };
    const advance = await interpreter.advance(
      next,
      moved,
      event,
      sampleFacts({ message: { text: '7' } }),
      sampleEnvironment(),
    );
    expect(advance.commands.at(-1)).toMatchObject({ type: 'enqueueTicket', queue: 'v2' });
    expect(advance.trace[0]).toMatchObject({ flowVersion: 2, port: 'answered' });
  });

  it.each([
    ['the node is gone', flow(2, null), 'gone'],
    ['the node is of another type', flow(2, 'form'), 'changed'],
  ])('does not move where %s', async (_, next, standing) => {
    const state = await waiting();
    expect(standingIn(state, next, old)).toBe(standing);
    expect(moveExecution(state, next, old)).toBeNull();
  });

  it('moves nothing that does not wait', async () => {
    const state = { ...(await waiting()), status: 'completed' as const };
    expect(moveExecution(state, flow(2, 'ask-question'), old)).toBeNull();
  });
});
