import { expect, it } from 'vitest';
import type { Json } from '@/runtime/flow/json';
import { sampleEnvironment, sampleFacts } from '@/runtime/flow/sample-facts';
import { specificityOf } from '@/runtime/interpreter/specificity-of';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

const called = (data: Json = null, channelKind = 'hook') =>
  sampleFacts({ message: { channelKind, channel: 'shop', data } });

it.each([
  ['any web hook', {}, called(), 1],
  ['its web hook', { hook: 'shop' }, called(), 3],
  ['another web hook', { hook: 'monitor' }, called(), 0],
  ['a mail', {}, called(null, 'email'), 0],
  ['a field', { path: 'order.state', equals: 'paid' }, called({ order: { state: 'paid' } }), 5],
  ['a number', { hook: 'shop', path: 'order.lines', equals: '2' }, called({ order: { lines: 2 } }), 7],
  ['another value', { path: 'order.state', equals: 'paid' }, called({ order: { state: 'open' } }), 0],
  ['no such field', { path: 'order.constructor', equals: '' }, called({ order: {} }), 0],
  ['an object', { path: 'order', equals: '[object Object]' }, called({ order: {} }), 0],
])('matches %s', (_, config, facts, specificity) => {
  expect(specificityOf(node, config, facts)).toBe(specificity);
});

it('names the web hook', async () => {
  const environment = sampleEnvironment({ hooks: { shop: { id: 'h', name: 'Shop' } } });
  expect(await visitNode(node, {}, { facts: called(), environment })).toMatchObject({
    port: 'next',
    because: { values: { name: 'Shop' } },
  });
});
