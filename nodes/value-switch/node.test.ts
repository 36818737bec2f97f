import { expect, it } from 'vitest';
import type { Json } from '@/runtime/flow/json';
import { sampleFacts } from '@/runtime/flow/sample-facts';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

const cases: Json[] = [
  { id: 'billing', name: 'Billing', values: ['billing', 'invoice'] },
  { id: 'vip', values: ['VIP'] },
];
const facts = sampleFacts({ ticket: { fields: { category: 'Invoice', level: 2 }, tags: ['new', 'vip'] } });

it.each([
  ['{{ticket.fields.category}}', 'billing'],
  ['{{ticket.tags}}', 'vip'],
  ['{{ticket.fields.nothing}}', 'else'],
  ['=ticket.fields.level > 1 ? "vip" : "x"', 'vip'],
  ['={"no": "list"}', 'else'],
])('leads on by %s', async (value, port) => {
  expect(await visitNode(node, { value, cases }, { facts })).toMatchObject({ kind: 'go', port });
});

it('fails with an expression that fails', async () => {
  expect(await visitNode(node, { value: '=1 + "x"', cases }, { facts })).toMatchObject({ kind: 'fail' });
});
