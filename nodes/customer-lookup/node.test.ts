import { expect, it } from 'vitest';
import { activityAnswered } from '@/runtime/interpreter/activity-events';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

it('looks for the address', async () => {
  expect(await visitNode(node, {}, { variables: { email: ' eva@example.org ' } })).toMatchObject({
    waits: [{ activity: 'customer-lookup', input: { address: 'eva@example.org' } }],
  });
  expect(await visitNode(node, { address: '=$lowercase("EVA@EXAMPLE.ORG")' })).toMatchObject({
    waits: [{ input: { address: 'eva@example.org' } }],
  });
});

it('looks for nobody where there is no address', async () => {
  expect(await visitNode(node, {})).toMatchObject({ kind: 'go', port: 'missing', because: { key: 'empty' } });
});

it('keeps what is found', async () => {
  const memory = 'eva@example.org';
  expect(await visitNode(node, {}, { event: activityAnswered({ name: 'Eva' }), memory })).toMatchObject({
    port: 'found',
    set: { found: { name: 'Eva' } },
    because: { values: { address: memory } },
  });
  expect(await visitNode(node, {}, { event: activityAnswered(null), memory })).toMatchObject({
    port: 'missing',
    set: { found: null },
  });
});
