import { expect, test } from 'vitest';
import * as z from 'zod';
import { compileFlow } from '@/runtime/flow/compile';
import { flowDocumentSchema } from '@/runtime/flow/flow-document';
import { defineNode, end } from '@/runtime/flow/node-definition';
import { translatorOf } from '@/runtime/flow/node-translate';
import { answerBuiltIn, answerChoices } from './activity-answers';

const sorter = defineNode({
  type: 'sorter',
  version: 1,
  category: 'think',
  icon: 'IconSparkles',
  config: z.object({
    categories: z.array(z.object({ id: z.string(), name: z.string(), examples: z.array(z.string()) })),
  }),
  ports: [],
  exampleAnswers: ({ categories }) =>
    categories.map(({ id, name }) => ({
      key: 'one',
      values: { name },
      answer: { result: { category: id, confidence: 1, engine: 'builtIn' } },
    })),
  sorts: ({ categories }) => ({
    field: 'topic',
    options: categories.map(({ id, name }) => ({ value: id, label: name })),
  }),
  run: () => end(),
});
const caller = defineNode({
  type: 'caller',
  version: 1,
  category: 'do',
  icon: 'IconWorld',
  config: z.object({}),
  ports: [],
  run: () => end(),
});
const categories = [
  {
    id: 'billing',
    name: 'Invoices',
    examples: ['The amount on my invoice is wrong', 'Please send the invoice again'],
  },
  {
    id: 'cancel',
    name: 'Cancelling',
    examples: ['I want to cancel my contract', 'Please end my subscription'],
  },
];
const flow = compileFlow(
  flowDocumentSchema.parse({
    schemaVersion: 1,
    id: 'flow',
    name: 'Flow',
    nodes: [
      { id: 'sort', type: 'sorter', config: { categories } },
      { id: 'call', type: 'caller' },
    ],
  }),
  new Map([sorter, caller].map((definition) => [definition.type, definition])),
);
const node = (id: string) => {
  const found = flow.nodes.get(id);
  if (!found) throw new Error(`no node ${id}`);
  return found;
};

const words = translatorOf({ examples: { one: 'As {name}' } }, 'en');

test('a node offers the examples of its type, failures, and an answer by hand', () => {
  expect(answerChoices(node('sort'), words).map(({ key, label }) => [key, label])).toEqual([
    ['one-1', 'As Invoices'],
    ['one-2', 'As Cancelling'],
    ['failed', expect.any(String)],
    ['timeout', expect.any(String)],
    ['own', null],
  ]);
});

test('a node whose type gives none is answered by hand', () => {
  expect(answerChoices(node('call'), words).map(({ key }) => key)).toEqual(['own']);
});

test('the built-in classifier answers for nodes that sort, and for no other', async () => {
  const answer = await answerBuiltIn(node('sort'), { text: 'my invoice shows a wrong amount' });
  expect(answer).toMatchObject({ result: { category: 'billing', engine: 'builtIn' } });
  expect(await answerBuiltIn(node('call'), { text: 'my invoice' })).toBeNull();
  expect(await answerBuiltIn(undefined, { text: 'my invoice' })).toBeNull();
});
