import { expect, it } from 'vitest';
import { flowDocumentSchema } from '@/runtime/flow/flow-document';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

it('goes on at the node', async () => {
  expect(await visitNode(node, { node: 'queue' })).toMatchObject({ kind: 'jump', nodeId: 'queue' });
});

it('finds a node that is gone', () => {
  const flow = flowDocumentSchema.parse({
    schemaVersion: 1,
    id: 'flow',
    name: 'Flow',
    nodes: [{ id: 'queue', type: 'queue' }],
  });
  expect(node.problems?.({ node: 'queue' }, flow)).toEqual([]);
  expect(node.problems?.({ node: 'gone' }, flow)).toMatchObject([
    { key: 'nodeGone', values: { node: 'gone' } },
  ]);
});
