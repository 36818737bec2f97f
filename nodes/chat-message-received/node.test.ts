import { describe, expect, it } from 'vitest';
import type { JsonObject } from '@/runtime/flow/json';
import { sampleFacts } from '@/runtime/flow/sample-facts';
import { specificityOf } from '@/runtime/interpreter/specificity-of';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

const message = { channelKind: 'chat', channel: 'website', text: 'I want to cancel 4711' };
const specificity = (config: JsonObject, changes: object = {}, reopened = false) =>
  specificityOf(node, config, sampleFacts({ message: { ...message, ...changes }, ticket: { reopened } }));

describe('chat message', () => {
  it.each([
    ['any message', {}, 1],
    ['its chat', { chat: 'website' }, 5],
    ['another chat', { chat: 'portal' }, 0],
    ['words', { text: 'contains', words: 'CANCEL' }, 17],
    ['other words', { text: 'contains', words: 'invoice' }, 0],
    ['a pattern', { text: 'matches', words: '\\b\\d{4}$' }, 17],
    ['a pattern that cannot be read', { text: 'matches', words: '(' }, 0],
    ['all at once', { chat: 'website', text: 'contains', words: '4711' }, 21],
  ])('takes %s', (_, config, expected) => {
    expect(specificity(config)).toBe(expected);
  });

  it.each([
    ['any', true, 1],
    ['only', true, 33],
    ['only', false, 0],
    ['never', true, 0],
    ['never', false, 33],
  ])('with messages to closed tickets "%s", reopened %s', (reopened, isReopened, expected) => {
    expect(specificity({ reopened }, {}, isReopened)).toBe(expected);
  });

  it('takes no mail', () => {
    expect(specificity({}, { channelKind: 'email' })).toBe(0);
  });

  it('says that a visitor goes on', async () => {
    const facts = sampleFacts({ message, ticket: { reopened: true, number: 7 } });
    expect(await visitNode(node, {}, { facts })).toMatchObject({
      kind: 'go',
      port: 'next',
      because: { key: 'goesOn', values: { number: 7 } },
    });
    expect(await visitNode(node, {}, { facts: sampleFacts({ message }) })).toMatchObject({
      because: { key: 'received' },
    });
  });
});
