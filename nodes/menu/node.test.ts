import { expect, it } from 'vitest';
import { flowDocumentSchema } from '@/runtime/flow/flow-document';
import { sampleFacts } from '@/runtime/flow/sample-facts';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

const options = [
  { value: 'bill', label: { en: 'My bill', de: 'Meine Rechnung' } },
  { value: 'move', label: { en: 'I am moving', de: 'Ich ziehe um' } },
];
const config = { question: { en: 'What is it about?', de: 'Worum geht es?' }, options, retries: 0 };
const memory = { refused: 0, deadline: null };

it('asks with the ways as quick replies', async () => {
  expect(await visitNode(node, config)).toMatchObject({
    kind: 'wait',
    commands: [
      {
        quickReplies: [
          { label: 'My bill', value: 'bill' },
          { label: 'I am moving', value: 'move' },
        ],
      },
    ],
  });
});

it.each([
  ['ich ziehe um', {}, 'move'],
  ['1', {}, 'bill'],
  ['…', { choice: 'move' }, 'move'],
  ['neither', {}, 'invalid'],
])('leads %s on', async (text, more, port) => {
  const facts = sampleFacts({ message: { text, ...more } });
  expect(await visitNode(node, config, { facts, memory })).toMatchObject({ kind: 'go', port });
});

it('finds an identifier that is used twice', () => {
  const twice = node.config.parse({ ...config, options: [...options, options[0]] });
  const flow = flowDocumentSchema.parse({ schemaVersion: 1, id: 'flow', name: 'Flow' });
  expect(node.problems?.(twice, flow)).toMatchObject([{ key: 'idTaken', path: ['options', 2, 'value'] }]);
});
