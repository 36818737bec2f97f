import { expect, it } from 'vitest';
import { sampleEnvironment, sampleFacts } from '@/runtime/flow/sample-facts';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

it('is begun by no message', () => {
  expect(node.matches?.({}, sampleFacts(), sampleEnvironment())).toEqual({ specificity: 0 });
});

it('leads on', async () => {
  expect(await visitNode(node, {})).toMatchObject({ kind: 'go', port: 'next' });
});
