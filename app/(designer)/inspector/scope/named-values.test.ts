import { expect, test } from 'vitest';
import * as z from 'zod';
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
