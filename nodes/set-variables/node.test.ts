import { expect, it } from 'vitest';
import { sampleFacts } from '@/runtime/flow/sample-facts';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

it('writes values for the nodes that follow', async () => {
  const variables = [
    { name: 'greeting', value: 'Hello {{customer.name}}' },
    { name: 'tags', value: '{{ticket.tags}}' },
    { name: 'total', value: '=vars.amount * 2' },
  ];
  const facts = sampleFacts({ customer: { name: 'Eva' }, ticket: { tags: ['vip'] } });
  expect(await visitNode(node, { variables }, { facts, variables: { amount: 4 } })).toMatchObject({
    kind: 'go',
    port: 'next',
    set: { greeting: 'Hello Eva', tags: ['vip'], total: 8 },
  });
});

it('offers what it writes to the nodes that follow', () => {
  const config = node.config.parse({
    variables: [
      { name: 'a', value: 'x' },
      { name: 'b', value: '=1' },
    ],
  });
  expect(node.variables?.(config)).toEqual([
    { name: 'a', type: 'text' },
    { name: 'b', type: 'object' },
  ]);
});
