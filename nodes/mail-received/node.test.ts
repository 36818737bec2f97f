import { describe, expect, it } from 'vitest';
import type { JsonObject } from '@/runtime/flow/json';
import { sampleEnvironment, sampleFacts } from '@/runtime/flow/sample-facts';
import { specificityOf } from '@/runtime/interpreter/specificity-of';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

const message = { channel: 'service', address: 'service@example.com', subject: 'Offer 4711' };
const specificity = (config: JsonObject, changes: object = {}) =>
  specificityOf(node, config, sampleFacts({ message: { ...message, ...changes } }));

describe('mail received', () => {
  it.each([
    ['any mail', {}, 1],
    ['its mailbox', { mailbox: 'service' }, 3],
    ['another mailbox', { mailbox: 'billing' }, 0],
    ['an address', { addresses: ['SERVICE@example.com'] }, 5],
    ['another address', { addresses: ['billing@example.com'] }, 0],
    ['a subject', { subject: 'contains', subjectText: 'offer' }, 9],
    ['another subject', { subject: 'contains', subjectText: 'invoice' }, 0],
    ['a pattern', { subject: 'matches', subjectText: '^offer \\d+$' }, 9],
    ['a pattern that cannot be read', { subject: 'matches', subjectText: '(' }, 0],
    [
      'all at once',
      { mailbox: 'service', addresses: ['service@example.com'], subject: 'contains', subjectText: '4711' },
      15,
    ],
  ])('takes %s', (_, config, expected) => {
    expect(specificity(config)).toBe(expected);
  });

  it.each([
    ['any', true, 1],
    ['any', false, 1],
    ['only', true, 17],
    ['only', false, 0],
    ['never', true, 0],
    ['never', false, 17],
  ])('with answers to closed tickets "%s", reopened %s', (reopened, isReopened, expected) => {
    const facts = sampleFacts({ message, ticket: { reopened: isReopened } });
    expect(node.matches?.(node.config.parse({ reopened }), facts, sampleEnvironment())).toEqual({
      specificity: expected,
    });
  });

  it('takes nothing that came by another channel', () => {
    expect(specificity({}, { channelKind: 'chat' })).toBe(0);
  });

  it('leads on and says where the mail came from', async () => {
    expect(await visitNode(node, {})).toMatchObject({
      kind: 'go',
      port: 'next',
      because: { key: 'received', values: { from: 'customer@example.org' } },
    });
  });
});
