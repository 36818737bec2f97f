import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '@/runtime/flow/json';
import { sampleFacts } from '@/runtime/flow/sample-facts';
import { activityAnswered, activityFailed } from '@/runtime/interpreter/activity-events';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

const fields: Json[] = [
  { name: 'number', kind: 'customerNumber' },
  { name: 'readOn', kind: 'date', required: false },
];
const extracted = (values: JsonObject, several: string[] = []) =>
  activityAnswered({ values, several, engine: 'builtIn' });
const failed = (code: string, timeout = false) => activityFailed({ code, timeout });

describe('AI extract', () => {
  it('asks the activity with the text and when and where it was written', async () => {
    const facts = sampleFacts({
      message: { subject: 'Reading', text: '4711', language: 'de', arrivedAt: 9 },
    });
    expect(await visitNode(node, { fields, timeoutSeconds: 3 }, { facts })).toMatchObject({
      kind: 'wait',
      waits: [
        {
          for: 'activity',
          activity: 'ai-extract',
          input: { text: 'Reading\n\n4711', language: 'de', writtenAt: 9, timeZone: 'Europe/Berlin' },
          timeoutMs: 3000,
        },
      ],
    });
    expect(await visitNode(node, { fields })).toMatchObject({ port: 'unsure', because: { key: 'empty' } });
  });

  it.each<[string, JsonObject, string[], string, string, JsonObject]>([
    [
      'all',
      { number: 'A1', readOn: '2026-11-01' },
      [],
      'found',
      'found',
      { number: 'A1', readOn: '2026-11-01' },
    ],
    ['all that is required', { number: 'A1', readOn: null }, [], 'found', 'found', { number: 'A1' }],
    ['not what is required', { readOn: '2026-11-01' }, [], 'unsure', 'missing', { readOn: '2026-11-01' }],
    ['several', { readOn: '2026-11-01' }, ['number'], 'unsure', 'several', { readOn: '2026-11-01' }],
    ['what nobody asked for', { number: 'A1', admin: 'yes' }, [], 'found', 'found', { number: 'A1' }],
  ])('leads on and writes down what was found: %s', async (_, values, several, port, key, kept) => {
    const outcome = await visitNode(node, { fields }, { event: extracted(values, several) });
    expect(outcome).toMatchObject({ kind: 'go', port, because: { key } });
    expect(outcome.commands).toEqual([{ type: 'setTicketFields', fields: kept }]);
    expect(outcome.set).toEqual({ number: null, readOn: null, ...kept });
  });

  it('keeps values in variables alone where that is wanted, and writes nothing where nothing was found', async () => {
    const kept = await visitNode(node, { fields, keep: false }, { event: extracted({ number: 'A1' }) });
    expect(kept).toMatchObject({ set: { number: 'A1' }, commands: [] });
    expect(await visitNode(node, { fields }, { event: extracted({}) })).toMatchObject({ commands: [] });
  });

  it('leads on by its ports when it fails', async () => {
    expect(await visitNode(node, { fields }, { event: failed('timeout', true) })).toMatchObject({
      port: 'timeout',
    });
    expect(await visitNode(node, { fields }, { event: failed('noModel') })).toMatchObject({
      kind: 'fail',
      code: 'noModel',
      because: { key: 'failed', values: { failure: { failure: { code: 'noModel' } } } },
    });
    expect(await visitNode(node, { fields }, { event: activityAnswered('A1') })).toMatchObject({
      code: 'badAnswer',
    });
  });

  it.each<[string, Json[], string[]]>([
    ['nothing to read', [], ['fieldsMissing']],
    [
      'a name twice',
      [
        { name: 'a', kind: 'iban' },
        { name: 'a', kind: 'date' },
      ],
      ['nameTaken'],
    ],
    ['a text nobody described', [{ name: 'a', kind: 'text' }], ['descriptionMissing']],
    ['a broken pattern', [{ name: 'a', pattern: '([0-9]' }], ['patternBroken']],
    ['a described text', [{ name: 'a', kind: 'text', description: 'Why he writes.' }], []],
  ])('warns of %s', (_, wrong, keys) => {
    const config = node.config.parse({ fields: wrong });
    const flow = { nodes: [] } as never;
    expect(node.problems?.(config, flow).map(({ key }) => key)).toEqual(keys);
  });
});
