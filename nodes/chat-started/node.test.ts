import { expect, it } from 'vitest';
import { sampleEnvironment, sampleFacts } from '@/runtime/flow/sample-facts';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

it.each([
  ['a chat', {}, { channelKind: 'chat' }, false, 1],
  ['a mail', {}, {}, false, 0],
  ['its chat', { chat: 'shop' }, { channelKind: 'chat', channel: 'shop' }, false, 3],
  ['another chat', { chat: 'shop' }, { channelKind: 'chat', channel: 'help' }, false, 0],
  ['only tickets that were closed', { reopened: 'only' }, { channelKind: 'chat' }, true, 5],
  ['no ticket that was closed', { reopened: 'never' }, { channelKind: 'chat' }, true, 0],
])('takes %s', (_, config, message, reopened, specificity) => {
  const facts = sampleFacts({ message, ticket: { reopened } });
  expect(node.matches?.(node.config.parse(config), facts, sampleEnvironment())).toEqual({ specificity });
});

it('names the customer where he is known', async () => {
  expect(await visitNode(node, {})).toMatchObject({
    port: 'next',
    because: { key: 'received', values: { name: 'Customer' } },
  });
  const facts = sampleFacts({ message: { from: { name: '', address: '' } } });
  expect(await visitNode(node, {}, { facts })).toMatchObject({ because: { key: 'anonymous' } });
});
