import { describe, expect, it } from 'vitest';
import type { FlowEvent } from '@/runtime/flow/execution';
import { sampleFacts } from '@/runtime/flow/sample-facts';
import { flowOf, message, Story } from './test-story';

describe('waits', () => {
  const document = flowOf({ a: 'begin', b: 'ask', c: 'park' }, [
    ['a', 'next', 'b'],
    ['b', 'next', 'c'],
  ]);

  it('takes an answer and cancels the timer', async () => {
    const story = new Story(document);
    expect(await story.take(message())).toMatchObject({ commands: ['sendMessage', 'startTimer'] });
    expect(story.state.waits).toEqual([{ seq: 2, nodeId: 'b', for: 'message', deadline: 1000 }]);
    expect(await story.take(message(10), sampleFacts({ message: { text: '7' } }))).toMatchObject({
      commands: ['cancelTimer', 'enqueueTicket'],
    });
    expect(story.state).toMatchObject({ status: 'completed', variables: { count: 7 }, waits: [] });
  });

  it('asks again after an answer that does not fit', async () => {
    const story = new Story(document);
    await story.take(message());
    expect(await story.take(message(10), sampleFacts({ message: { text: 'many' } }))).toMatchObject({
      commands: ['cancelTimer', 'sendMessage', 'startTimer'],
    });
    expect(story.state).toMatchObject({ status: 'waiting', invalidAnswers: 1 });
  });

  it('takes a timer once and ignores it afterwards', async () => {
    const story = new Story(document);
    await story.take(message());
    const fired: FlowEvent = { type: 'timerFired', id: 't1', at: 1000, seq: 2 };
    expect(await story.take(fired)).toMatchObject({ path: ['b'] });
    // The port `timeout` is not connected, and there is no catch: the fallback queue takes the ticket.
    expect(story.state).toMatchObject({ status: 'failed', failure: { code: 'timeout' } });
    expect(await story.take(fired)).toMatchObject({ ignored: 'ended' });
  });

  it('ends quietly when nobody answers a question about a closed ticket', async () => {
    const story = new Story(document);
    const closed = sampleFacts({ ticket: { state: 'closed' } });
    await story.take(message(), closed);
    expect(await story.take({ type: 'timerFired', id: 't1', at: 1000, seq: 2 }, closed)).toMatchObject({
      commands: [],
    });
    expect(story.state).toMatchObject({ status: 'completed', failure: null });
  });

  it.each<[string, FlowEvent, string]>([
    ['a timer of another wait', { type: 'timerFired', id: 'e', at: 1, seq: 99 }, 'noWait'],
    [
      'the result of an activity nobody asked for',
      { type: 'activityCompleted', id: 'e', at: 1, seq: 2, result: 1 },
      'noWait',
    ],
    [
      'the end of a hand-over',
      { type: 'handoffEnded', id: 'e', at: 1, reason: 'closed', by: null },
      'noWait',
    ],
  ])('ignores %s', async (_, event, reason) => {
    const story = new Story(document);
    await story.take(message());
    const before = story.state;
    expect(await story.take(event)).toMatchObject({ ignored: reason });
    expect(story.state).toBe(before);
  });

  it('consumes a message delivered twice only once', async () => {
    const story = new Story(document);
    const first = message();
    await story.take(first);
    expect(await story.take(first)).toMatchObject({ ignored: 'duplicate' });
  });

  it('is cancelled with its timers', async () => {
    const story = new Story(document);
    await story.take(message());
    expect(await story.take({ type: 'cancelled', id: 'c', at: 5, reason: 'merged' })).toMatchObject({
      commands: ['cancelTimer'],
    });
    expect(story.state).toMatchObject({ status: 'cancelled', waits: [] });
  });
});
