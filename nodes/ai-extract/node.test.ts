import { describe, expect, it } from 'vitest';
import type { Json } from '@/runtime/flow/json';
import { sampleFacts } from '@/runtime/flow/sample-facts';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

const fields: Json[] = [
  { name: 'number', pattern: '\\b([A-Z]{2}\\d{5})\\b' },
  { name: 'reading', kind: 'number', pattern: 'reading[: ]+([\\d.,]+)' },
];
const facts = (text: string) => sampleFacts({ message: { text } });
const answered = (result: Json) => ({ type: 'activityCompleted' as const, id: 'r', at: 1, seq: 1, result });
const failed = (code: string, timeout = false) => ({
  type: 'activityFailed' as const,
  id: 'r',
  at: 1,
  seq: 1,
  code,
  message: 'No.',
  timeout,
});

describe('AI extract', () => {
  it('finds details by patterns without asking anybody', async () => {
    expect(
      await visitNode(node, { fields }, { facts: facts('I am AB12345, my reading: 1.234,5') }),
    ).toMatchObject({
      kind: 'go',
      port: 'complete',
      set: { number: 'AB12345', reading: 1234.5 },
      commands: [{ type: 'setTicketFields', fields: { number: 'AB12345', reading: 1234.5 } }],
    });
  });

  it('asks a model only for what is missing, and remembers the rest', async () => {
    expect(await visitNode(node, { fields }, { facts: facts('I am AB12345.') })).toMatchObject({
      kind: 'wait',
      waits: [{ activity: 'ai-extract', input: { names: ['reading'] } }],
      remember: { number: 'AB12345' },
    });
    const memory = { number: 'AB12345' };
    expect(await visitNode(node, { fields }, { memory, event: answered({ reading: 7 }) })).toMatchObject({
      port: 'complete',
      set: { number: 'AB12345', reading: 7 },
    });
  });

  it.each([
    ['a number that is none', [{ name: 'a', kind: 'number' }], { a: 'many' }],
    ['a date that is none', [{ name: 'a', kind: 'date' }], { a: '2026-02-31' }],
    ['nothing', [{ name: 'a' }], { a: null }],
    ['nonsense', [{ name: 'a' }], 'nonsense'],
  ])('does not take %s', async (_, wanted, result) => {
    expect(await visitNode(node, { fields: wanted }, { event: answered(result) })).toMatchObject({
      port: 'incomplete',
      set: { a: null },
    });
  });

  it('does without a detail that is not needed', async () => {
    expect(
      await visitNode(node, { fields: [{ name: 'a', required: false }] }, { event: answered({ a: null }) }),
    ).toMatchObject({ port: 'complete' });
  });

  it('does what can be done without a model', async () => {
    expect(
      await visitNode(node, { fields }, { memory: { number: 'AB12345' }, event: failed('noModel') }),
    ).toMatchObject({ port: 'incomplete', set: { number: 'AB12345' } });
    expect(await visitNode(node, { fields }, { memory: {}, event: failed('modelFailed') })).toMatchObject({
      kind: 'fail',
      code: 'modelFailed',
    });
    expect(await visitNode(node, { fields }, { memory: {}, event: failed('timeout', true) })).toMatchObject({
      port: 'timeout',
    });
  });
});
