import { describe, expect, it } from 'vitest';
import type { JsonObject } from '@/runtime/flow/json';
import { sampleFacts } from '@/runtime/flow/sample-facts';
import { specificityOf } from '@/runtime/interpreter/specificity-of';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

const message = { channelKind: 'chat', channel: 'website', address: 'https://www.example.com/shop/cart' };
const specificity = (config: JsonObject, changes: object = {}, reopened = false) =>
  specificityOf(node, config, sampleFacts({ message: { ...message, ...changes }, ticket: { reopened } }));

describe('chat started', () => {
  it.each([
    ['any chat', {}, 2],
    ['its chat', { chat: 'website' }, 6],
    ['another chat', { chat: 'portal' }, 0],
    ['a page', { page: 'contains', pageText: '/SHOP/' }, 10],
    ['another page', { page: 'contains', pageText: '/help/' }, 0],
    ['a pattern', { page: 'matches', pageText: '/shop/(cart|checkout)$' }, 10],
    ['a pattern that cannot be read', { page: 'matches', pageText: '(' }, 0],
    ['all at once', { chat: 'website', page: 'contains', pageText: 'cart' }, 14],
  ])('takes %s', (_, config, expected) => {
    expect(specificity(config)).toBe(expected);
  });

  it('takes no mail, and no chat that goes on after its end', () => {
    expect(specificity({}, { channelKind: 'email' })).toBe(0);
    expect(specificity({}, {}, true)).toBe(0);
  });

  it('leads on and names the page', async () => {
    expect(await visitNode(node, {}, { facts: sampleFacts({ message }) })).toMatchObject({
      kind: 'go',
      port: 'next',
      because: { key: 'startedOn', values: { page: message.address } },
    });
  });
});
