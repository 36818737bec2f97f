import { expect, it } from 'vitest';
import { nodeRegistry } from '@/nodes/registry.generated';
import { flowDocumentSchema } from './flow-document';
import { findProblems } from './problems';
import type { Rule } from './rules';

function problemsOf(config: object) {
  const edge = (node: string, port: string, to: string) => ({
    id: `${node}-${port}`,
    from: { node, port },
    to,
  });
  const flow = flowDocumentSchema.parse({
    schemaVersion: 1,
    id: 'flow',
    name: 'Flow',
    nodes: [
      { id: 'start', type: 'mail-received' },
      { id: 'if', type: 'condition', config },
      { id: 'queue', type: 'queue', config: { queue: 'service' } },
    ],
    edges: [edge('start', 'next', 'if'), edge('if', 'yes', 'queue'), edge('if', 'no', 'queue')],
  });
  return findProblems(flow, nodeRegistry).map(({ level, code, nodeId, path }) => [level, code, nodeId, path]);
}

const ruled = (...rules: Rule[]) => ({ rules: { match: 'all', rules } });

it.each<[string, Rule, string, string]>([
  [
    'a pattern that cannot be read',
    { field: 'message.subject', operator: 'matches', value: '([a' },
    'error',
    'rulePattern',
  ],
  [
    'a number that is none',
    { field: 'ticket.number', operator: 'greater', value: 'many' },
    'error',
    'ruleNumber',
  ],
  [
    'a range with one end',
    { field: 'ticket.number', operator: 'between', value: [1] },
    'error',
    'ruleNumber',
  ],
  [
    'a date that is none',
    { field: 'ticket.createdAt', operator: 'before', value: 'yesterday' },
    'error',
    'ruleDate',
  ],
  [
    'nothing to compare with',
    { field: 'message.subject', operator: 'contains', value: ' ' },
    'warning',
    'ruleValueMissing',
  ],
])('finds %s', (_what, rule, level, code) => {
  expect(problemsOf(ruled(rule))).toEqual([[level, code, 'if', ['rules']]]);
});

it.each<Rule>([
  { field: 'message.subject', operator: 'is', value: '' },
  { field: 'message.subject', operator: 'isEmpty' },
  { field: 'ticket.number', operator: 'greater', value: '{{ticket.fields.limit}}' },
  { field: 'ticket.number', operator: 'less', value: '12,5' },
  { field: 'ticket.number', operator: 'between', value: [1, 5] },
  { field: 'ticket.createdAt', operator: 'withinLast', value: 7 },
  { field: 'ticket.createdAt', operator: 'after', value: '2026-10-03' },
])('finds nothing in %o', (rule) => {
  expect(problemsOf(ruled(rule))).toEqual([]);
});

it('says nothing about rules that the form does not show', () => {
  const stale = ruled({ field: 'message.text', operator: 'matches', value: '(' });
  expect(problemsOf({ ...stale, mode: 'expression', expression: 'true' })).toEqual([]);
  expect(problemsOf({ ...stale, mode: 'rules' })).toHaveLength(1);
});
