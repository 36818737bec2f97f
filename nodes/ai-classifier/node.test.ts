import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '@/runtime/flow/json';
import { sampleFacts } from '@/runtime/flow/sample-facts';
import { activityAnswered, activityFailed } from '@/runtime/interpreter/activity-events';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

const categories: Json[] = [
  { id: 'billing', name: 'Billing', examples: ['My bill is wrong.'] },
  { id: 'other', examples: ['Hello.'] },
];
const answered = (result: JsonObject) => activityAnswered({ engine: 'builtIn', ...result }, 5);
const failed = (timeout: boolean) => activityFailed({ code: 'modelFailed', timeout });

describe('AI classifier', () => {
  it('asks the activity with the text of the message and nothing that is the same for all', async () => {
    const facts = sampleFacts({ message: { subject: 'Bill', text: 'It is wrong.' } });
    expect(await visitNode(node, { categories, timeoutSeconds: 3 }, { facts })).toMatchObject({
      kind: 'wait',
      waits: [
        {
          for: 'activity',
          activity: 'ai-classifier',
          input: { text: 'Bill\n\nIt is wrong.', language: 'en' },
          timeoutMs: 3000,
        },
      ],
    });
  });

  it('is unsure about a message without text', async () => {
    expect(await visitNode(node, { categories })).toMatchObject({
      kind: 'go',
      port: 'unsure',
      because: { key: 'empty' },
    });
  });

  it('leads on by the category and writes it down', async () => {
    expect(
      await visitNode(node, { categories }, { event: answered({ category: 'billing', confidence: 0.91 }) }),
    ).toMatchObject({
      kind: 'go',
      port: 'billing',
      set: { category: 'billing', categoryConfidence: 0.91 },
      commands: [{ type: 'setTicketFields', fields: { category: 'billing' } }],
      because: { key: 'sure', values: { name: 'Billing', percent: 91 } },
    });
  });

  it('names the words that told it, where they are known', async () => {
    const evidence = ['bill', 'twice', 'charged', 'last'];
    const event = answered({ category: 'billing', confidence: 0.91, evidence });
    expect(await visitNode(node, { categories }, { event })).toMatchObject({
      port: 'billing',
      because: { key: 'sureBy', values: { name: 'Billing', percent: 91, words: 'bill, twice, charged' } },
    });
  });

  it.each([
    ['a confidence below the one asked for', { category: 'billing', confidence: 0.49 }, 'unsure'],
    ['no category', { category: null, confidence: 0.9 }, 'none'],
    ['a category that is not in the list', { category: 'invented', confidence: 0.9 }, 'none'],
  ])('is unsure with %s', async (_, result, key) => {
    const outcome = await visitNode(node, { categories }, { event: answered(result) });
    expect(outcome).toMatchObject({ kind: 'go', port: 'unsure', because: { key } });
    expect(outcome.commands).toBeUndefined();
  });

  it('does not seem to reach what it missed by a hair', async () => {
    const event = answered({ category: 'billing', confidence: 0.499 });
    expect(await visitNode(node, { categories }, { event })).toMatchObject({
      port: 'unsure',
      because: { key: 'unsure', values: { percent: 49, threshold: 50 } },
    });
  });

  it('leads on by its ports when it fails', async () => {
    expect(await visitNode(node, { categories }, { event: failed(true) })).toMatchObject({
      kind: 'go',
      port: 'timeout',
    });
    expect(await visitNode(node, { categories }, { event: failed(false) })).toMatchObject({
      kind: 'fail',
      code: 'modelFailed',
    });
    const nonsense = { ...answered({}), result: 'billing!' };
    expect(await visitNode(node, { categories }, { event: nonsense })).toMatchObject({
      kind: 'fail',
      code: 'badAnswer',
    });
  });

  it('tells inbox views what it sorts by', () => {
    expect(node.sorts?.(node.config.parse({ categories, field: 'topic' }))).toEqual({
      field: 'topic',
      options: [
        { value: 'billing', label: 'Billing' },
        { value: 'other', label: 'other' },
      ],
    });
  });

  const several = (...named: [string, number][]) =>
    answered({
      category: named[0]?.[0] ?? null,
      confidence: named[0]?.[1] ?? 0,
      several: named.map(([category, confidence]) => ({ category, confidence })),
    });

  it.each([
    ['both', several(['other', 0.95], ['billing', 0.7]), 'billing', ['billing', 'other']],
    ['one', several(['other', 0.95], ['billing', 0.3]), 'other', ['other']],
    ['one that is unknown now', several(['gone', 0.95], ['other', 0.8]), 'other', ['other']],
    ['an answer by one name', answered({ category: 'other', confidence: 0.8 }), 'other', ['other']],
  ])('several at once: %s', async (_, event, port, all) => {
    expect(await visitNode(node, { categories, multiple: true }, { event })).toMatchObject({
      kind: 'go',
      port,
      set: { category: port, categoryAll: all },
      commands: [{ type: 'setTicketFields', fields: { category: port, categoryAll: all } }],
    });
  });

  it('several at once: none that is sure', async () => {
    const event = several(['other', 0.4], ['billing', 0.3]);
    expect(await visitNode(node, { categories, multiple: true }, { event })).toMatchObject({
      kind: 'go',
      port: 'unsure',
      set: { categoryAll: [] },
      because: { key: 'noneOfSeveral', values: { threshold: 50 } },
    });
  });
});
