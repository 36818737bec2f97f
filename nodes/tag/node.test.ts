import { expect, it } from 'vitest';
import { sampleFacts } from '@/runtime/flow/sample-facts';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

it('adds and removes, filling places', async () => {
  const facts = sampleFacts({ ticket: { fields: { category: 'billing' } } });
  const config = { add: ['vip', '{{ticket.fields.category}}', '{{ticket.fields.nothing}}'], remove: ['new'] };
  expect((await visitNode(node, config, { facts })).commands).toEqual([
    { type: 'setTicketFields', fields: {}, tags: { add: ['vip', 'billing'], remove: ['new'] } },
  ]);
});

it('does nothing without tags', async () => {
  expect((await visitNode(node, {})).commands).toEqual([]);
});
