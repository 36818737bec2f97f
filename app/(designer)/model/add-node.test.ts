import { describe, expect, it } from 'vitest';
import { applyOperation } from '@/runtime/flow/operations';
import { type AddPlace, addingNode } from './add-node';
import { cardSizes } from './card-sizes';
import { insertingCard } from './insertion';
import { sampleFlow, sampleRegistry, sampleWords } from './sample-nodes';

const surroundings = { flow: sampleFlow, registry: sampleRegistry, words: sampleWords, environment: null };

function added(type: string, place: AddPlace) {
  const definition = sampleRegistry.get(type);
  if (!definition) throw new Error(type);
  const { operation, id } = addingNode(definition, place, surroundings);
  const flow = applyOperation(sampleFlow, operation);
  const node = flow.nodes.find((candidate) => candidate.id === id);
  if (!node) throw new Error('not added');
  return { flow, node };
}

function overlaps({ flow }: { flow: typeof sampleFlow }): boolean {
  const sizes = cardSizes(flow, sampleRegistry, sampleWords, null);
  const boxes = flow.nodes.map((node) => ({
    ...node.position,
    ...(sizes.get(node.id) ?? { width: 0, height: 0 }),
  }));
  return boxes.some((box, index) =>
    boxes
      .slice(index + 1)
      .some(
        (other) =>
          box.x < other.x + other.width &&
          other.x < box.x + box.width &&
          box.y < other.y + other.height &&
          other.y < box.y + box.height,
      ),
  );
}

describe('addingNode', () => {
  it('puts a node behind a free port, connected', () => {
    const { flow, node } = added('act', { kind: 'port', node: 'f', port: 'error' });
    expect(flow.edges.find((edge) => edge.to === node.id)?.from).toEqual({ node: 'f', port: 'error' });
    expect(node.position.x).toBeGreaterThan(350);
    expect(overlaps({ flow })).toBe(false);
  });

  it('puts a node into an edge and makes room for it', () => {
    const { flow, node } = added('act', { kind: 'edge', edge: 'fa' });
    expect(flow.edges.find((edge) => edge.id === 'fa')?.to).toBe(node.id);
    expect(flow.edges.find((edge) => edge.from.node === node.id)).toMatchObject({
      from: { port: 'done' },
      to: 'a',
    });
    expect(overlaps({ flow })).toBe(false);
    expect(flow.nodes.find(({ id }) => id === 'b')?.position.x).toBe(0);
  });

  it('puts a card that is there into an edge and makes room for it, in one edit', () => {
    const spare = added('act', { kind: 'canvas', at: { x: 0, y: 900 } });
    const sizes = cardSizes(spare.flow, sampleRegistry, sampleWords, null);
    const insert = (dropped?: { x: number; y: number }) => {
      const edit = insertingCard(spare.flow, spare.node.id, 'fa', {
        registry: sampleRegistry,
        sizes,
        dropped,
      });
      if (!edit) throw new Error('not inserted');
      return applyOperation(spare.flow, edit);
    };
    // Let go over both ends of a short edge.
    const flow = insert({ x: 450, y: 0 });
    expect(flow.edges.find((edge) => edge.id === 'fa')?.to).toBe(spare.node.id);
    expect(overlaps({ flow })).toBe(false);
    const xOf = (id: string) => flow.nodes.find((node) => node.id === id)?.position.x ?? 0;
    expect(xOf('f') < xOf(spare.node.id) && xOf(spare.node.id) < xOf('a')).toBe(true);
  });

  it('never leads an edge to a start', () => {
    for (const place of [
      { kind: 'edge', edge: 'bf' },
      { kind: 'port', node: 'f', port: 'error' },
    ] as const)
      expect(added('begin', place).flow.edges).toEqual(sampleFlow.edges);
  });

  it('keeps an edge whole when the node has no port to lead on by', () => {
    const { flow, node } = added('stop', { kind: 'edge', edge: 'fa' });
    expect(flow.edges).toEqual(sampleFlow.edges);
    expect(node.type).toBe('stop');
  });

  it('finds a free place on the canvas', () => {
    const { flow } = added('act', { kind: 'canvas', at: { x: 400, y: 20 } });
    expect(overlaps({ flow })).toBe(false);
  });

  it('begins with the defaults of the type, also where they do not suffice yet', () => {
    expect(added('fork', { kind: 'canvas', at: { x: 0, y: 900 } }).node.config).toEqual({
      ways: ['left', 'right'],
      question: '',
    });
    expect(added('act', { kind: 'canvas', at: { x: 0, y: 900 } }).node.config).toEqual({});
  });
});
