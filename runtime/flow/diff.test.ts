import { describe, expect, it } from 'vitest';
import { compareFlows } from './diff';
import { type FlowDocument, flowDocumentSchema } from './flow-document';
import { applyOperation, type Operation } from './operations';

const start: FlowDocument = flowDocumentSchema.parse({
  schemaVersion: 1,
  id: 'flow',
  name: 'Sample',
  nodes: [
    {
      id: 'a',
      type: 'sample',
      config: {
        categories: [
          { id: '1', label: 'Bills' },
          { id: '2', label: 'Other' },
        ],
      },
    },
    { id: 'b', type: 'sample' },
    { id: 'c', type: 'sample' },
  ],
  edges: [{ id: 'e', from: { node: 'a', port: 'next' }, to: 'b' }],
  variables: [{ name: 'sum', type: 'number' }],
});

const route = (port: string, to: string): Operation => ({
  type: 'connect',
  edge: { id: 'new', from: { node: 'a', port }, to },
});

const table: [string, Operation, object[]][] = [
  ['nothing', { type: 'rename', name: 'Sample' }, []],
  ['a new name', { type: 'rename', name: 'Other' }, [{ kind: 'renamed', from: 'Sample', to: 'Other' }]],
  ['a new node', { type: 'addNode', node: { id: 'd', type: 'sample' } }, [{ kind: 'nodeAdded' }]],
  [
    'the one word that changed in a list',
    {
      type: 'setConfig',
      node: 'a',
      config: {
        categories: [
          { id: '1', label: 'Invoices' },
          { id: '2', label: 'Other' },
        ],
      },
    },
    [{ kind: 'configChanged', path: ['categories', '0', 'label'], from: 'Bills', to: 'Invoices' }],
  ],
  [
    'a title',
    { type: 'setTitle', node: 'b', title: 'Night' },
    [{ kind: 'nodeTitled', from: '', to: 'Night' }],
  ],
  [
    'a port that leads elsewhere',
    route('next', 'c'),
    [{ kind: 'routeChanged', port: 'next', from: { id: 'b' }, to: { id: 'c' } }],
  ],
  [
    'a port that leads somewhere now',
    route('error', 'c'),
    [{ kind: 'routeChanged', from: null, to: { id: 'c' } }],
  ],
  [
    'a removed node and the route that ended there',
    { type: 'remove', nodes: ['b'] },
    [
      { kind: 'nodeRemoved', node: { id: 'b' } },
      { kind: 'routeChanged', from: { id: 'b' }, to: null },
    ],
  ],
  ['a variable taken away', { type: 'removeVariable', name: 'sum' }, [{ kind: 'variableRemoved' }]],
  [
    'a setting',
    { type: 'setSettings', settings: { languages: ['de', 'en'], fallbackQueue: 'service' } },
    [{ kind: 'settingChanged', path: ['fallbackQueue'], from: undefined, to: 'service' }],
  ],
  [
    'moved nodes as one change',
    { type: 'move', positions: { a: { x: 1, y: 1 }, b: { x: 9, y: 9 } } },
    [{ kind: 'nodesMoved' }],
  ],
];

describe('compareFlows', () => {
  it.each(table)('tells %s', (_what, operation, expected) => {
    expect(compareFlows(start, applyOperation(start, operation))).toMatchObject(expected);
    expect(compareFlows(start, applyOperation(start, operation))).toHaveLength(expected.length);
  });
});
