import { expect, it } from 'vitest';
import { sampleFacts } from '@/runtime/flow/sample-facts';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

const facts = sampleFacts({
  message: {
    attachments: [
      { name: 'Contract.PDF', type: 'application/pdf', size: 90_000 },
      { name: 'logo.png', type: 'image/png', size: 2_000 },
    ],
  },
});

it.each([
  ['any file', {}, 'with'],
  ['a kind', { types: ['.pdf'] }, 'with'],
  ['another kind', { types: ['docx'] }, 'without'],
  ['a kind that is too small', { types: ['png'], minimumKilobytes: 5 }, 'without'],
])('finds %s', async (_, config, port) => {
  expect(await visitNode(node, config, { facts })).toMatchObject({ port });
});

it('finds nothing in a message without files', async () => {
  expect(await visitNode(node, {})).toMatchObject({ port: 'without' });
});
