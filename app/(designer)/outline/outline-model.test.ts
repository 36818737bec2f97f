import { describe, expect, it } from 'vitest';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import { applyOperation } from '@/runtime/flow/operations';
import { sampleFlow, sampleRegistry } from '../model/sample-nodes';
import { outlineOf, parentRow } from './outline-model';

/** The outline as text: indented by depth, `>` a port, `^` a reference. */
function drawn(flow: FlowDocument): string[] {
  return outlineOf(flow, sampleRegistry).map((row) => {
    const indent = '  '.repeat(row.depth);
    if (row.kind === 'node') return `${indent}${row.node.id}`;
    if (row.kind === 'port') return `${indent}>${row.port.id}${row.edge ? '' : '?'}`;
    return row.kind === 'reference' ? `${indent}^${row.node.id}` : `${indent}note`;
  });
}

describe('outlineOf', () => {
  it('lists what comes next below and what may come instead indented, every node once', () => {
    expect(drawn(sampleFlow)).toEqual([
      'b',
      'f',
      '  >left',
      '    a',
      '      >error?',
      '    s',
      '  >right',
      '    ^s',
      '  >error?',
    ]);
  });

  it('shows circles as references and nodes that nothing leads to at the end', () => {
    const circle = applyOperation(sampleFlow, {
      type: 'connect',
      edge: { id: 'x', from: { node: 'f', port: 'right' }, to: 'f' },
    });
    expect(drawn(circle)).toContain('    ^f');
    const loose = applyOperation(sampleFlow, { type: 'addNode', node: { id: 'alone', type: 'stop' } });
    expect(drawn(loose).at(-1)).toBe('alone');
  });

  it('holds every node of a circle that nothing leads into', () => {
    const flow = {
      ...sampleFlow,
      nodes: sampleFlow.nodes
        .filter(({ type }) => type === 'act')
        .flatMap((node) => [
          { ...node, id: 'one' },
          { ...node, id: 'two' },
        ]),
      edges: [
        { id: '1', from: { node: 'one', port: 'done' }, to: 'two' },
        { id: '2', from: { node: 'two', port: 'done' }, to: 'one' },
      ],
    };
    expect(drawn(flow)).toEqual(['one', '  >error?', 'two', '  >error?', '^one']);
  });

  it('copes with a chain of thousands of nodes', () => {
    const count = 4000;
    const flow = {
      ...sampleFlow,
      nodes: Array.from({ length: count }, (_, index) => ({
        ...sampleFlow.nodes[2],
        id: `n${index}`,
        type: 'begin',
        version: 1,
        position: { x: 0, y: 0 },
        config: {},
      })),
      edges: Array.from({ length: count - 1 }, (_, index) => ({
        id: `e${index}`,
        from: { node: `n${index}`, port: 'next' },
        to: `n${index + 1}`,
      })),
    };
    expect(outlineOf(flow, sampleRegistry).filter((row) => row.kind === 'node')).toHaveLength(count);
  });

  it('finds the row that a row stands under', () => {
    const rows = outlineOf(sampleFlow, sampleRegistry);
    expect(parentRow(rows, 3)).toBe(2);
    expect(parentRow(rows, 2)).toBe(1);
    expect(parentRow(rows, 0)).toBe(-1);
  });
});
