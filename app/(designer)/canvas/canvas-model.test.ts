import { describe, expect, it } from 'vitest';
import { applyOperation } from '@/runtime/flow/operations';
import { NOTHING_SELECTED } from '../editor-state';
import { sampleFlow, sampleRegistry, sampleWords } from '../model/sample-nodes';
import { align } from './alignment';
import { type CanvasNames, createCanvasModel, withSelection } from './canvas-model';
import { tidyLayout } from './tidy-layout';

const names: CanvasNames = {
  roles: { node: 'Node', note: 'Note', group: 'Group', connection: 'Connection' },
  connection: (from, port, to) => `from ${from} by ${port} to ${to}`,
};
const model = () =>
  createCanvasModel({ registry: sampleRegistry, words: sampleWords, environment: null, names });

describe('createCanvasModel', () => {
  it('draws cards with named ports, and edges from port to node', () => {
    const { nodes, edges } = model()(sampleFlow);
    const fork = nodes.find(({ id }) => id === 'f');
    if (fork?.type !== 'card') throw new Error('no card');
    expect(fork.data.title).toBe('Fork');
    expect(fork.data.ports.map((port) => [port.words, port.connected])).toEqual([
      ['left', true],
      ['right', true],
      ['Error', false],
    ]);
    expect(edges[1]).toMatchObject({ source: 'f', sourceHandle: 'left', target: 'a' });
  });

  it('calls connections by what they join, also after a card was renamed', () => {
    const toCanvas = model();
    expect(toCanvas(sampleFlow).edges[1]?.ariaLabel).toMatch(/^from Fork by left to /);
    const renamed = toCanvas(applyOperation(sampleFlow, { type: 'setTitle', node: 'f', title: 'Where to?' }));
    expect(renamed.edges[1]?.ariaLabel).toMatch(/^from Where to\? by left to /);
  });

  it('gives what did not change as the very same objects, so that it is not drawn again', () => {
    const toCanvas = model();
    const before = toCanvas(sampleFlow);
    const after = toCanvas(applyOperation(sampleFlow, { type: 'move', positions: { a: { x: 900, y: 50 } } }));
    const same = before.nodes.filter((node, index) => node === after.nodes[index]).map(({ id }) => id);
    expect(same).toEqual(['b', 'f', 's']);
    expect(after.edges.every((edge, index) => edge === before.edges[index])).toBe(true);
  });

  it('frames groups around their members, behind them', () => {
    const { nodes } = model()(
      applyOperation(sampleFlow, { type: 'addGroup', group: { id: 'g' }, nodes: ['f', 'a'] }),
    );
    const [frame] = nodes;
    expect(frame).toMatchObject({ id: 'group:g', position: { x: 330, y: -44 }, zIndex: -2 });
    expect(frame?.width).toBe(700 + 248 + 20 - 330);
  });

  it('draws handles where the ports stand', () => {
    const { nodes } = model()(sampleFlow);
    const handles = nodes.find(({ id }) => id === 'b')?.handles;
    // A start takes no edges: it has no entry.
    expect(handles).toMatchObject([{ id: 'next', type: 'source', x: 242 }]);
  });
});

describe('withSelection', () => {
  it('makes new objects only for what is selected or moves', () => {
    const { nodes } = model()(sampleFlow);
    const selection = { ...NOTHING_SELECTED, nodes: new Set(['f']) };
    const shown = withSelection(nodes, selection, new Map([['a', { x: 1, y: 2 }]]));
    expect(shown.map((node, index) => node === nodes[index])).toEqual([true, false, false, true]);
    expect(shown[2]).toMatchObject({ position: { x: 1, y: 2 }, dragging: true });
    const again = withSelection(nodes, selection, new Map([['a', { x: 3, y: 4 }]]));
    expect(again[1]).toBe(shown[1]);
  });
});

describe('align', () => {
  const box = (id: string, x: number, y: number) => ({ id, x, y, width: 100, height: 40 });

  it('pulls onto the nearest line within reach and shows it', () => {
    const { x, y, guides } = align(box('a', 4, 97), [box('b', 0, 0), box('c', 300, 100)], 6);
    expect([x, y]).toEqual([0, 100]);
    expect(guides).toEqual([
      { axis: 'x', at: 0, from: 0, to: 140 },
      { axis: 'y', at: 100, from: 0, to: 400 },
    ]);
  });

  it('leaves alone what is out of reach', () => {
    expect(align(box('a', 20, 60), [box('b', 0, 0)], 6)).toEqual({ x: 20, y: 60, guides: [] });
  });
});

describe('tidyLayout', () => {
  it('lays the flow out from left to right without overlaps, where it stood', () => {
    const heap = {
      ...sampleFlow,
      nodes: sampleFlow.nodes.map((node) => ({ ...node, position: { x: 80, y: 160 } })),
    };
    const places = tidyLayout(heap, new Map());
    const x = (id: string) => places[id]?.x ?? Number.NaN;
    expect(x('b')).toBe(80);
    expect([x('b'), x('f'), x('a'), x('s')]).toEqual([x('b'), x('f'), x('a'), x('s')].sort((l, r) => l - r));
    expect(x('f') - x('b')).toBeGreaterThanOrEqual(248);
    expect(Math.min(...Object.values(places).map(({ y }) => y))).toBe(160);
  });
});
