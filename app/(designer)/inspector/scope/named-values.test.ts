import { expect, test } from 'vitest';
import * as z from 'zod';
import { nodeRegistry } from '@/nodes/registry.generated';
import { flowDocumentSchema } from '@/runtime/flow/flow-document';
import { defineNode, end } from '@/runtime/flow/node-definition';
import { namedValues, nodesBefore } from './named-values';

const writer = defineNode({
  type: 'writer',
  version: 1,
  category: 'do',
  icon: 'IconPencil',
  config: z.object({ name: z.string() }),
  ports: [],
  variables: ({ name }) => [{ name, type: 'number' }],
  run: () => end(),
});
const registry = new Map([[writer.type, writer]]);
const flow = flowDocumentSchema.parse({
  schemaVersion: 1,
  id: 'flow',
  name: 'Flow',
  variables: [{ name: 'amount', type: 'number' }],
  nodes: [
    { id: 'a', type: 'writer', config: { name: 'first' } },
    { id: 'b', type: 'writer', config: { name: 'amount' } },
    { id: 'c', type: 'writer', config: { name: 'later' } },
    { id: 'half-done', type: 'writer', config: {} },
  ],
  edges: [
    { id: 'ab', from: { node: 'a', port: 'next' }, to: 'b' },
    { id: 'bc', from: { node: 'b', port: 'next' }, to: 'c' },
    { id: 'ba', from: { node: 'b', port: 'again' }, to: 'a' },
    { id: 'ca', from: { node: 'half-done', port: 'next' }, to: 'c' },
  ],
});

test('what lies before a node, also round a loop', () => {
  expect([...nodesBefore(flow, 'c')].sort()).toEqual(['a', 'b', 'half-done']);
  expect([...nodesBefore(flow, 'a')].sort()).toEqual(['a', 'b']);
});

test('variables are those of the flow and those written on the way', () => {
  const variables = (nodeId: string | null) =>
    namedValues(flow, nodeId, registry)
      .filter(({ group }) => group === 'vars')
      .map(({ path, writtenBy }) => [path, writtenBy]);
  expect(variables('b')).toEqual([
    ['vars.amount', ['b']],
    ['vars.first', ['a']],
  ]);
  expect(variables(null)).toEqual([
    ['vars.amount', ['b']],
    ['vars.first', ['a']],
    ['vars.later', ['c']],
  ]);
});

test('facts are always there', () => {
  expect(namedValues(flow, 'a', registry)).toContainEqual({
    path: 'message.subject',
    group: 'message',
    type: 'text',
    textKey: 'message_subject',
    writtenBy: [],
  });
});

test('fields of ticket and customer that nodes write have the type that the flow tells', () => {
  const writing = flowDocumentSchema.parse({
    schemaVersion: 1,
    id: 'flow',
    name: 'Flow',
    nodes: [
      {
        id: 'set',
        type: 'set-fields',
        config: {
          ticket: [
            { name: 'again', value: '{{ticket.fields.copy}}' },
            { name: 'copy', value: '{{ticket.priority}}' },
            { name: 'amount', value: '12' },
            { name: 'sum', value: '=1 + 1' },
            { name: 'mixed', value: 'text' },
          ],
          customer: [{ name: 'vip', value: '{{vars.isVip}}' }],
        },
      },
      { id: 'other', type: 'set-fields', config: { ticket: [{ name: 'mixed', value: '1' }] } },
      {
        id: 'read',
        type: 'ai-extract',
        config: { fields: [{ name: 'reading', kind: 'number' }], keep: true },
      },
      { id: 'ask', type: 'ask-question', config: { variable: 'isVip', kind: 'yesNo', keep: false } },
    ],
  });
  const types = new Map(namedValues(writing, null, nodeRegistry).map(({ path, type }) => [path, type]));
  expect(types.get('ticket.fields.copy')).toBe('number');
  expect(types.get('ticket.fields.again')).toBe('number');
  expect(types.get('ticket.fields.amount')).toBe('number');
  expect(types.get('ticket.fields.sum')).toBe('object');
  expect(types.get('ticket.fields.mixed')).toBe('object');
  expect(types.get('ticket.fields.reading')).toBe('number');
  expect(types.get('customer.fields.vip')).toBe('boolean');
  expect(types.has('ticket.fields.isVip')).toBe(false);
});
