import { expect, it } from 'vitest';
import { sampleFacts } from '@/runtime/flow/sample-facts';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

const answered = (mood: string) => ({
  type: 'activityCompleted' as const,
  id: 'r',
  at: 1,
  seq: 1,
  result: { mood },
});

it('asks with the text of the message', async () => {
  expect(
    await visitNode(node, {}, { facts: sampleFacts({ message: { text: 'Thank you!' } }) }),
  ).toMatchObject({
    waits: [{ activity: 'ai-sentiment', input: { text: 'Thank you!' } }],
  });
  expect(await visitNode(node, {})).toMatchObject({ port: 'neutral' });
});

it.each(['positive', 'neutral', 'negative'])('leads %s on and keeps it', async (mood) => {
  expect(await visitNode(node, {}, { event: answered(mood) })).toMatchObject({
    port: mood,
    set: { mood },
    commands: [{ type: 'setTicketFields', fields: { mood } }],
  });
});

it('fails with an answer that is none', async () => {
  expect(await visitNode(node, {}, { event: answered('furious') })).toMatchObject({
    kind: 'fail',
    code: 'badAnswer',
  });
});
