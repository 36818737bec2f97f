import { expect, it } from 'vitest';
import { sampleFacts } from '@/runtime/flow/sample-facts';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

const memory = { refused: 0, deadline: null };

it('asks with the numbers as quick replies', async () => {
  expect((await visitNode(node, {})).commands?.[0]).toMatchObject({
    quickReplies: [{ value: 1 }, { value: 2 }, { value: 3 }, { value: 4 }, { value: 5 }],
  });
});

it.each([
  ['5', null, 'good', 5],
  ['I give 4.', null, 'good', 4],
  ['…', 2, 'poor', 2],
  ['3', null, 'poor', 3],
])('takes %s', async (text, choice, port, rating) => {
  const facts = sampleFacts({ message: { text, choice } });
  expect(await visitNode(node, {}, { facts, memory })).toMatchObject({
    kind: 'go',
    port,
    set: { rating },
    commands: [{ type: 'setTicketFields', fields: { rating } }],
  });
});

it.each(['6', '0', 'great', '4.5'])('asks again after %s', async (text) => {
  const facts = sampleFacts({ message: { text } });
  expect(await visitNode(node, {}, { facts, memory })).toMatchObject({ kind: 'wait', invalidAnswer: true });
});
