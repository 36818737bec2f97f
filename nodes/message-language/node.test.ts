import { expect, it } from 'vitest';
import { type FactsSample, sampleFacts } from '@/runtime/flow/sample-facts';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

it.each<[FactsSample, string]>([
  [{ message: { language: 'de' } }, 'de'],
  [{ message: { language: 'fr' } }, 'other'],
  [{ customer: { language: 'en' } }, 'en'],
  [{}, 'other'],
])('%o', async (sample, port) => {
  expect(await visitNode(node, { languages: ['de', 'en'] }, { facts: sampleFacts(sample) })).toMatchObject({
    kind: 'go',
    port,
  });
});
