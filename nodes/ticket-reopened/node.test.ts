import { expect, it } from 'vitest';
import { sampleFacts } from '@/runtime/flow/sample-facts';
import { specificityOf } from '@/runtime/interpreter/specificity-of';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

const reopened = (channelKind = 'email', queue: string | null = 'billing') =>
  sampleFacts({ message: { channelKind }, ticket: { number: 42, reopened: true, queue } });

it.each([
  ['any reopened ticket', {}, reopened(), 32],
  ['its channel', { channel: 'chat' }, reopened('chat'), 34],
  ['another channel', { channel: 'chat' }, reopened(), 0],
  ['its queue', { queue: 'billing' }, reopened(), 36],
  ['another queue', { queue: 'billing' }, reopened('email', null), 0],
  ['a new ticket', {}, sampleFacts(), 0],
])('matches %s', (_, config, facts, specificity) => {
  expect(specificityOf(node, config, facts)).toBe(specificity);
});

it('names the ticket', async () => {
  expect(await visitNode(node, {}, { facts: reopened() })).toMatchObject({
    port: 'next',
    because: { values: { number: '42' } },
  });
});
