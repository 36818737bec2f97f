import { describe, expect, it } from 'vitest';
import { sampleFacts } from '@/runtime/flow/sample-facts';
import { activityAnswered, activityFailed } from '@/runtime/interpreter/activity-events';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

const failed = (timeout: boolean) => activityFailed({ code: 'unreachable', timeout });

describe('sentiment', () => {
  it('asks the activity, but not about nothing', async () => {
    const facts = sampleFacts({ message: { subject: 'Hi', text: 'Good.', language: 'en' } });
    expect(await visitNode(node, {}, { facts })).toMatchObject({
      waits: [{ activity: 'sentiment', input: { text: 'Hi\n\nGood.', language: 'en' }, timeoutMs: 20_000 }],
    });
    expect(await visitNode(node, {})).toMatchObject({ port: 'neutral', because: { key: 'empty' } });
  });

  it.each([
    [0.25, 'positive'],
    [0.24, 'neutral'],
    [-0.24, 'neutral'],
    [-0.25, 'negative'],
  ])('leads on by a score of %f', async (score, mood) => {
    const outcome = await visitNode(node, {}, { event: activityAnswered({ score, engine: 'builtIn' }) });
    expect(outcome).toMatchObject({
      kind: 'go',
      port: mood,
      because: { key: mood },
      set: { sentiment: mood, sentimentScore: score },
      commands: [{ type: 'setTicketFields', fields: { sentiment: mood } }],
    });
  });

  it('writes no field where that is not wanted', async () => {
    const event = activityAnswered({ score: 1, engine: 'model' });
    expect(await visitNode(node, { keep: false, field: 'mood' }, { event })).toMatchObject({
      set: { mood: 'positive', moodScore: 1 },
      commands: [],
    });
  });

  it('leads on by its ports when it fails', async () => {
    expect(await visitNode(node, {}, { event: failed(true) })).toMatchObject({ port: 'timeout' });
    expect(await visitNode(node, {}, { event: failed(false) })).toMatchObject({ code: 'unreachable' });
    const beyond = activityAnswered({ score: 2, engine: 'model' });
    expect(await visitNode(node, {}, { event: beyond })).toMatchObject({ code: 'badAnswer' });
  });
});
