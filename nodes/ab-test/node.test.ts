import { describe, expect, it } from 'vitest';
import { flowDocumentSchema } from '@/runtime/flow/flow-document';
import { sampleFacts } from '@/runtime/flow/sample-facts';
import { visitNode } from '@/runtime/interpreter/visit-node';
import node from './node';

const emptyFlow = flowDocumentSchema.parse({ schemaVersion: 1, id: 'flow', name: 'Flow' });
const success = { match: 'all', rules: [{ field: 'ticket.fields.rating', operator: 'greater', value: 3 }] };

describe('ab-test', () => {
  it('gives a ticket one variant, and keeps it with the ticket', async () => {
    const outcome = await visitNode(node, { success });
    expect(outcome).toMatchObject({ kind: 'go', commands: [{ type: 'setTicketFields' }] });
    expect(await visitNode(node, { success })).toEqual(outcome);
  });

  it.each([
    [
      'only the one with weight',
      [
        { id: 'a', weight: 0 },
        { id: 'b', weight: 1 },
      ],
      {},
      'b',
      'drawn',
    ],
    [
      'what it was given before',
      [
        { id: 'a', weight: 0 },
        { id: 'b', weight: 1 },
      ],
      { test: 'a' },
      'a',
      'given',
    ],
    [
      'anew what is gone',
      [
        { id: 'a', weight: 0 },
        { id: 'b', weight: 1 },
      ],
      { test: 'c' },
      'b',
      'drawn',
    ],
  ])('gives %s', async (_, variants, fields, port, key) => {
    const facts = sampleFacts({ ticket: { fields } });
    expect(await visitNode(node, { variants }, { facts })).toMatchObject({
      kind: 'go',
      port,
      set: { test: port },
      because: { key },
    });
  });

  it.each([
    [{ variants: [{ id: 'a' }] }, 'variantsMissing'],
    [{ variants: [{ id: 'a' }, { id: 'a' }] }, 'idTaken'],
    [{ variants: [{ id: 'a' }, { id: 'error' }] }, 'idTaken'],
    [{}, 'successMissing'],
  ])('finds what is wrong in %o', (config, key) => {
    expect(node.problems?.(node.config.parse(config), emptyFlow)).toMatchObject([{ key }]);
  });

  it('says what is measured', () => {
    expect(node.measures?.(node.config.parse({ success }))).toEqual({
      field: 'test',
      options: [
        { value: 'a', label: 'A' },
        { value: 'b', label: 'B' },
      ],
      success,
    });
  });
});
