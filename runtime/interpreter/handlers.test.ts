import { describe, expect, it } from 'vitest';
import { sampleFacts } from '@/runtime/flow/sample-facts';
import { flowOf, message, Story } from './test-story';

describe('handlers of the whole flow', () => {
  const document = flowOf(
    { a: 'begin', b: 'ask', c: 'park', h: 'park' },
    [
      ['a', 'next', 'b'],
      ['b', 'next', 'c'],
    ],
    {
      settings: {
        handlers: [
          { on: 'human', node: 'h' },
          { on: 'invalidAnswers', times: 2, node: 'h' },
        ],
        languages: ['en'],
      },
    },
  );
  it('takes a customer who asks for a human', async () => {
    const story = new Story(document);
    await story.take(message());
    expect(
      await story.take(message(1), sampleFacts({ message: { text: 'I want a human, please!' } })),
    ).toMatchObject({ path: ['b', 'h'] });
    expect(story.last?.trace[0]?.detour).toBe('handler');
  });
  it('leaves a choice that was offered to the node that offered it', async () => {
    const story = new Story(document);
    await story.take(message());
    const chosen = sampleFacts({ message: { text: 'Agent', choice: 'agent' } });
    expect((await story.take(message(1), chosen)).path).toEqual(['b']);
  });

  it('leaves what a machine writes to the node that waits', async () => {
    const story = new Story(document);
    await story.take(message());
    const absence = sampleFacts({ message: { text: 'I want a human, please!', automatic: true } });
    expect((await story.take(message(1), absence)).path).not.toContain('h');
  });

  it('takes a customer whose answers do not fit', async () => {
    const story = new Story(document);
    await story.take(message());
    await story.take(message(1), sampleFacts({ message: { text: 'eh' } }));
    expect(story.state.invalidAnswers).toBe(1);
    expect(await story.take(message(2), sampleFacts({ message: { text: 'eh' } }))).toMatchObject({
      path: ['b', 'b', 'h'],
      // He is not asked once more.
      commands: ['cancelTimer', 'enqueueTicket'],
    });
    expect(story.state.status).toBe('completed');
  });
});
