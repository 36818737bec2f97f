import { describe, expect, it } from 'vitest';
import { sampleFacts } from '@/runtime/flow/sample-facts';
import { environment, flowOf, interpreter, message, Story } from './test-story';
import type { FlowLibrary } from './walk';

describe('called flows', () => {
  const inner = flowOf({ i: 'begin', j: 'ask' }, [['i', 'next', 'j']], {
    id: 'inner',
    name: 'Inner',
    variables: [
      { name: 'amount', type: 'number', role: 'input', showInInbox: false },
      { name: 'count', type: 'number', role: 'output', showInInbox: false },
    ],
  });
  const outer = flowOf({ a: 'begin', b: 'call', c: 'park' }, [
    ['a', 'next', 'b'],
    ['b', 'next', 'c'],
  ]);
  const compiled = interpreter.compile(inner, 7);
  const library: FlowLibrary = {
    bySlot: (slot) => (slot === 'other' ? compiled : null),
    byVersion: (id, version) => (id === 'inner' && version === 7 ? compiled : null),
  };

  it('walks the called flow, waits in it, and comes back with its outputs', async () => {
    const story = new Story(outer, library);
    expect(await story.take(message())).toMatchObject({ path: ['a', 'b', 'i', 'j'] });
    expect(story.state).toMatchObject({
      flowId: 'inner',
      flowVersion: 7,
      status: 'waiting',
      variables: { amount: 1 },
    });
    expect(story.state.variables).not.toHaveProperty('secret');
    expect(await story.take(message(1), sampleFacts({ message: { text: '5' } }))).toMatchObject({
      path: ['j', 'b', 'c'],
    });
    expect(story.state).toMatchObject({
      flowId: 'flow',
      flowVersion: 3,
      frames: [],
      status: 'completed',
      variables: { returned: { count: 5 } },
    });
  });

  it('tells what the flow is called that a node knows by its slot only', async () => {
    const story = new Story(outer, library);
    await story.take(message());
    expect(story.last?.trace[1]).toMatchObject({ nodeId: 'b', because: { values: { name: 'Inner' } } });
  });

  it('fails where no flow is bound, and where the version is gone', async () => {
    const unbound = new Story(outer);
    await unbound.take(message());
    expect(unbound.state.failure?.code).toBe('flowMissing');
    const story = new Story(outer, library);
    await story.take(message());
    const gone = await interpreter.advance(story.flow, story.state, message(2), sampleFacts(), environment);
    expect(gone.state).toMatchObject({ status: 'failed', failure: { code: 'flowGone' } });
    expect(gone.commands.at(-1)?.type).toBe('enqueueTicket');
  });
});
