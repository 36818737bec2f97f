import { expect, it } from 'vitest';
import type { Json } from '@/runtime/flow/json';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

const config = { query: [{ name: 'customerNumber', value: '{{vars.number}}' }] };
const answered = (result: Json) => ({ type: 'activityCompleted' as const, id: 'r', at: 1, seq: 1, result });

it('searches by the values given', async () => {
  expect(await visitNode(node, config, { variables: { number: 4711 } })).toMatchObject({
    waits: [{ activity: 'customer-lookup', input: { customerNumber: '4711' } }],
  });
});

it('searches for nobody where a value is missing', async () => {
  expect(await visitNode(node, config)).toMatchObject({ kind: 'go', port: 'missing' });
});

it('keeps what is found', async () => {
  expect(await visitNode(node, config, { event: answered({ name: 'Eva' }) })).toMatchObject({
    port: 'found',
    set: { found: { name: 'Eva' } },
  });
  expect(await visitNode(node, config, { event: answered(null) })).toMatchObject({
    port: 'missing',
    set: { found: null },
  });
});
