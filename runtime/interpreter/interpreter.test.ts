import { describe, expect, it } from 'vitest';
import { sampleFacts } from '@/runtime/flow/sample-facts';
import { environment, flowOf, interpreter, message, Story } from './test-story';

describe('a walk', () => {
  it('goes from node to node and ends with a place', async () => {
    const story = new Story(
      flowOf({ a: 'begin', b: 'pass', c: 'park' }, [
        ['a', 'next', 'b'],
        ['b', 'next', 'c'],
      ]),
    );
    expect(await story.take(message())).toEqual({
      commands: ['enqueueTicket'],
      path: ['a', 'b', 'c'],
      ignored: undefined,
    });
    expect(story.state).toMatchObject({
      status: 'completed',
      settled: true,
      cursor: 'c',
      steps: 3,
      nextSeq: 2,
      failure: null,
    });
    expect(story.last?.trace.at(-1)).toMatchObject({
      nodeType: 'park',
      outcome: 'end',
      commands: [1],
      flowVersion: 3,
    });
  });

  it('answers at once where no node needs time, and with a promise where one does', () => {
    const take = (type: string) => {
      const story = new Story(
        flowOf({ a: 'begin', b: type, c: 'park' }, [
          ['a', 'next', 'b'],
          ['b', 'next', 'c'],
        ]),
      );
      return interpreter.advance(story.flow, story.state, message(), sampleFacts(), environment);
    };
    expect(take('pass')).not.toBeInstanceOf(Promise);
    expect(take('slow')).toBeInstanceOf(Promise);
  });

  it('ends in the fallback queue when a path gives no place', async () => {
    const story = new Story(
      flowOf({ a: 'begin', b: 'pass' }, [['a', 'next', 'b']], {
        settings: { fallbackQueue: 'catch-all', handlers: [], languages: ['en'] },
      }),
    );
    expect(await story.take(message())).toMatchObject({ commands: ['addNote', 'enqueueTicket'] });
    expect(story.last?.commands[1]).toMatchObject({ queue: 'catch-all', reason: 'noPlace' });
    expect(story.state).toMatchObject({ status: 'completed', settled: true, failure: { code: 'noPlace' } });
    expect(story.last?.trace.at(-1)).toMatchObject({ detour: 'fallback', failure: { code: 'noPlace' } });
  });

  it('stops a walk without end and leaves the ticket in the fallback queue', async () => {
    const story = new Story(
      flowOf({ a: 'begin', b: 'pass', c: 'back' }, [
        ['a', 'next', 'b'],
        ['b', 'next', 'c'],
      ]),
    );
    await story.take(message());
    expect(story.state).toMatchObject({ status: 'failed', failure: { code: 'stepBudget' }, steps: 1000 });
    expect(story.last?.commands.at(-1)?.type).toBe('enqueueTicket');
  });

  it('stops an execution that has walked 10,000 nodes in all', async () => {
    const story = new Story(
      flowOf({ a: 'begin', b: 'ask', c: 'back' }, [
        ['a', 'next', 'b'],
        ['b', 'next', 'c'],
      ]),
    );
    await story.take(message());
    for (let answers = 0; story.state.status === 'waiting'; answers++) {
      expect(answers).toBeLessThan(10_000);
      await story.take(message(), sampleFacts({ message: { text: '1' } }));
    }
    expect(story.state).toMatchObject({ steps: 10_000, failure: { code: 'stepBudget' } });
  });
});
