import { expect, it } from 'vitest';
import { sampleFacts } from '@/runtime/flow/sample-facts';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

it.each([
  ['a person', {}, 'person', 'person'],
  ['a machine', { automatic: true, automaticReason: 'Auto-Submitted' }, 'automatic', 'automatic'],
  ['a report of delivery', { bounce: true, automatic: true }, 'automatic', 'bounce'],
])('leads mail of %s on', async (_, message, port, key) => {
  expect(await visitNode(node, {}, { facts: sampleFacts({ message }) })).toMatchObject({
    kind: 'go',
    port,
    because: { key },
  });
});

it('takes a walk without a message for one of a person', async () => {
  expect(await visitNode(node, {}, { facts: sampleFacts({ message: null }) })).toMatchObject({
    port: 'person',
  });
});
