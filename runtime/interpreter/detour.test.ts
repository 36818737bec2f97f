import { describe, expect, it } from 'vitest';
import { type Edge, flowOf, message, Story } from './test-story';

describe('failures', () => {
  const edges: Edge[] = [
    ['a', 'next', 'b'],
    ['b', 'next', 'p'],
    ['c', 'next', 'p'],
  ];
  it.each(['throws', 'fails'])('leads %s to the error port where it is connected', async (type) => {
    const story = new Story(
      flowOf({ a: 'begin', b: type, p: 'park' }, [...edges.slice(0, 2), ['b', 'error', 'p']]),
    );
    expect(await story.take(message())).toMatchObject({ path: ['a', 'b', 'p'] });
    expect(story.last?.trace[1]).toMatchObject({ outcome: 'fail', port: 'error' });
    expect(story.state.status).toBe('completed');
  });

  it('leads it to the catch of the flow where it is not', async () => {
    const story = new Story(
      flowOf({ a: 'begin', b: 'fails', c: 'pass', p: 'park' }, edges, {
        settings: { catchNode: 'c', handlers: [], languages: ['en'] },
      }),
    );
    expect(await story.take(message())).toMatchObject({ path: ['a', 'b', 'c', 'p'] });
    expect(story.last?.trace[1]).toMatchObject({
      detour: 'catch',
      failure: { code: 'refused', message: 'It was refused.' },
    });
  });

  it('does not go round in a circle when the catch fails too', async () => {
    const story = new Story(
      flowOf(
        { a: 'begin', b: 'fails', c: 'pass', d: 'fails' },
        [
          ['a', 'next', 'b'],
          ['c', 'next', 'd'],
        ],
        { settings: { catchNode: 'c', handlers: [], languages: ['en'] } },
      ),
    );
    expect(await story.take(message())).toMatchObject({
      path: ['a', 'b', 'c', 'd'],
      commands: ['addNote', 'enqueueTicket'],
    });
    expect(story.state).toMatchObject({ status: 'failed', failure: { nodeId: 'd', code: 'refused' } });
  });

  it('takes results and failures of activities', async () => {
    const document = flowOf({ a: 'begin', b: 'think', c: 'park' }, [
      ['a', 'next', 'b'],
      ['b', 'next', 'c'],
    ]);
    const done = new Story(document);
    await done.take(message());
    expect(done.last?.commands).toEqual([
      { type: 'callActivity', activity: 'think', input: 1, timeoutMs: 500, seq: 1, nodeId: 'b' },
    ]);
    await done.take({ type: 'activityCompleted', id: 'r', at: 3, seq: 1, result: 'deep' });
    expect(done.state).toMatchObject({ status: 'completed', variables: { thought: 'deep' } });
    const failed = new Story(document);
    await failed.take(message());
    await failed.take({
      type: 'activityFailed',
      id: 'r',
      at: 3,
      seq: 1,
      code: 'x',
      message: 'y',
      timeout: false,
    });
    expect(failed.state).toMatchObject({ status: 'failed', failure: { code: 'thinking' } });
  });

  it('leads a node that this installation does not know to the fallback queue', async () => {
    const story = new Story(flowOf({ a: 'begin', b: 'unheard-of' }, [['a', 'next', 'b']]));
    await story.take(message());
    expect(story.state.failure?.code).toBe('typeUnknown');
    expect(story.last?.commands.at(-1)?.type).toBe('enqueueTicket');
  });
});
