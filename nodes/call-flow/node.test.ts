import { expect, it } from 'vitest';
import { sampleFacts } from '@/runtime/flow/sample-facts';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

const config = {
  flow: 'identify',
  inputs: [
    { name: 'address', value: '{{customer.address}}' },
    { name: 'twice', value: '=vars.n * 2' },
  ],
  outputs: [
    { variable: 'customerNumber', output: 'number' },
    { variable: 'missing', output: 'nothing' },
  ],
};

it('calls the flow with its inputs', async () => {
  const facts = sampleFacts({ customer: { address: 'eva@example.org' } });
  expect(await visitNode(node, config, { facts, variables: { n: 4 } })).toMatchObject({
    kind: 'call',
    flow: 'identify',
    input: { address: 'eva@example.org', twice: 8 },
  });
});

it('takes what the flow gives back', async () => {
  expect(await visitNode(node, config, { memory: { number: 'C-7', other: 1 } })).toMatchObject({
    kind: 'go',
    port: 'next',
    set: { customerNumber: 'C-7', missing: null },
  });
});
