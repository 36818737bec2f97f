import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FlowDocument, flowDocumentSchema } from './flow-document';
import { mergeUpgrade } from './merge-upgrade';
import { applyOperation, type Operation } from './operations';

const COUNT = 6;
const nodeId = (index: number) => `n${index}`;
const base: FlowDocument = flowDocumentSchema.parse({
  schemaVersion: 1,
  id: 'template',
  name: 'Template',
  nodes: Array.from({ length: COUNT }, (_, index) => ({
    id: nodeId(index),
    type: 'sample',
    config: { text: 'old', limit: 3, list: [{ id: 'x', name: 'X' }] },
  })),
  edges: Array.from({ length: COUNT - 1 }, (_, index) => ({
    id: `e${index}`,
    from: { node: nodeId(index), port: 'next' },
    to: nodeId(index + 1),
  })),
});

const config = (node: string, values: object): Operation => ({
  type: 'setConfig',
  node,
  config: { ...base.nodes[0]?.config, ...values },
});
const edited = (flow: FlowDocument, ...operations: Operation[]): FlowDocument =>
  operations.reduce(applyOperation, flow);

/** Anything that somebody may do to one of these nodes. */
const editOf = (ids: readonly string[], by: string): fc.Arbitrary<Operation> => {
  const node = fc.constantFrom(...ids);
  return fc.oneof(
    fc.record({ node, text: fc.string({ maxLength: 8 }) }).map(({ node: id, text }) => config(id, { text })),
    fc
      .record({ node, title: fc.string({ minLength: 1, maxLength: 8 }) })
      .map(({ node: id, title }): Operation => ({ type: 'setTitle', node: id, title })),
    node.map((id): Operation => ({ type: 'remove', nodes: [id] })),
    node.map(
      (id): Operation => ({
        type: 'addNode',
        node: { id: `${by}-${id}`, type: 'sample' },
        from: { node: id, port: 'next', edge: `${by}-e-${id}` },
      }),
    ),
    fc.record({ node, to: node }).map(
      ({ node: id, to }): Operation => ({
        type: 'connect',
        edge: { id: `${by}-c-${id}`, from: { node: id, port: 'next' }, to },
      }),
    ),
    fc
      .record({ node, x: fc.integer({ min: 0, max: 999 }) })
      .map(({ node: id, x }): Operation => ({ type: 'move', positions: { [id]: { x, y: 0 } } })),
  );
};

/** Edits one after the other; what cannot be done any more is left out. */
function applied(flow: FlowDocument, operations: readonly Operation[]): FlowDocument {
  return operations.reduce((present, operation) => {
    try {
      return applyOperation(present, operation);
    } catch {
      return present;
    }
  }, flow);
}

const all = Array.from({ length: COUNT }, (_, index) => nodeId(index));
const [even, odd] = [all.filter((_, index) => index % 2 === 0), all.filter((_, index) => index % 2 === 1)];
const editsOf = (ids: readonly string[], by: string) => fc.array(editOf(ids, by), { maxLength: 6 });

/** The same whatever the order of its parts and the ids of its edges. */
function content(flow: FlowDocument): unknown {
  const sorted = <Item>(items: readonly Item[]) => items.map((item) => JSON.stringify(item)).sort();
  return {
    ...flow,
    id: '',
    name: '',
    nodes: sorted(flow.nodes.map((node) => Object.fromEntries(Object.entries(node).sort()))),
    edges: sorted(flow.edges.map(({ from, to }) => ({ from, to }))),
  };
}

describe('mergeUpgrade', () => {
  it('changes nothing where the template did not change, and takes all of it where nothing changed here', () => {
    fc.assert(
      fc.property(editsOf(all, 'm'), (operations) => {
        const changed = applied(base, operations);
        expect(mergeUpgrade({ base, mine: changed, theirs: base })).toMatchObject({ conflicts: [], cut: [] });
        expect(content(mergeUpgrade({ base, mine: changed, theirs: base }).flow)).toEqual(content(changed));
        expect(content(mergeUpgrade({ base, mine: base, theirs: changed }).flow)).toEqual(content(changed));
        expect(mergeUpgrade({ base, mine: changed, theirs: changed }).conflicts).toEqual([]);
      }),
    );
  });

  it('keeps both where different settings were changed, in whatever order they are joined', () => {
    const settings = (ids: readonly string[]) =>
      fc.array(
        fc
          .record({ node: fc.constantFrom(...ids), text: fc.string({ maxLength: 8 }) })
          .map(({ node, text }) => config(node, { text })),
        { maxLength: 6 },
      );
    fc.assert(
      fc.property(settings(even), settings(odd), (ours, theirs) => {
        const [mine, other] = [applied(base, ours), applied(base, theirs)];
        const both = applied(mine, theirs);
        const forth = mergeUpgrade({ base, mine, theirs: other });
        expect(forth.conflicts).toEqual([]);
        expect(content(forth.flow)).toEqual(content(both));
        expect(content(mergeUpgrade({ base, mine: other, theirs: mine }).flow)).toEqual(content(both));
      }),
    );
  });

  it('gives a well-formed draft whatever both sides did, and whatever is chosen', () => {
    fc.assert(
      fc.property(
        editsOf(all, 'm'),
        editsOf(all, 't'),
        fc.infiniteStream(fc.constantFrom('mine' as const, 'theirs' as const)),
        (ours, theirs, chosen) => {
          const sides = { base, mine: applied(base, ours), theirs: applied(base, theirs) };
          const choices = Object.fromEntries(
            mergeUpgrade(sides).conflicts.map(({ key }) => [key, chosen.next().value ?? 'mine']),
          );
          const { flow } = mergeUpgrade(sides, choices);
          expect(flowDocumentSchema.parse(flow)).toEqual(flow);
          const ids = new Set(flow.nodes.map(({ id }) => id));
          expect(ids.size).toBe(flow.nodes.length);
          expect(new Set(flow.edges.map(({ id }) => id)).size).toBe(flow.edges.length);
          expect(new Set(flow.edges.map(({ from }) => `${from.node} ${from.port}`)).size).toBe(
            flow.edges.length,
          );
          for (const { from, to } of flow.edges) expect(ids.has(from.node) && ids.has(to)).toBe(true);
        },
      ),
    );
  });

  it('takes all of the one side where that side is chosen everywhere', () => {
    const ours = edited(base, config('n1', { text: 'here', limit: 5 }), { type: 'remove', nodes: ['n4'] });
    const theirs = edited(base, config('n1', { text: 'there' }), config('n4', { text: 'there' }));
    const { conflicts, flow } = mergeUpgrade({ base, mine: ours, theirs });
    expect(conflicts.map(({ key }) => key).sort()).toEqual(['nodes/n1/config/text', 'nodes/n4']);
    expect(content(flow)).toEqual(content(ours));
    const all = Object.fromEntries(conflicts.map(({ key }) => [key, 'theirs' as const]));
    const other = mergeUpgrade({ base, mine: ours, theirs }, all).flow;
    expect(other.nodes.find(({ id }) => id === 'n1')?.config).toMatchObject({ text: 'there', limit: 5 });
    expect(other.nodes.some(({ id }) => id === 'n4')).toBe(true);
  });

  it('asks about an exit that both lead elsewhere, as one question', () => {
    const to = (target: string): Operation => ({
      type: 'connect',
      edge: { id: `to-${target}`, from: { node: 'n0', port: 'next' }, to: target },
    });
    const sides = { base, mine: edited(base, to('n3')), theirs: edited(base, to('n4')) };
    const { conflicts, flow } = mergeUpgrade(sides);
    expect(conflicts).toMatchObject([{ key: 'edges/n0 next/to', mine: 'n3', theirs: 'n4' }]);
    const target = (merged: FlowDocument) => merged.edges.find(({ from }) => from.node === 'n0')?.to;
    expect(target(flow)).toBe('n3');
    expect(target(mergeUpgrade(sides, { 'edges/n0 next/to': 'theirs' }).flow)).toBe('n4');
  });

  it('takes type and settings of a node from one side together', () => {
    const retyped = {
      ...base,
      nodes: base.nodes.map((node) =>
        node.id === 'n2' ? { ...node, type: 'other', config: { a: 1 } } : node,
      ),
    };
    const sides = { base, mine: edited(base, config('n2', { text: 'here' })), theirs: retyped };
    const { conflicts, flow } = mergeUpgrade(sides);
    expect(conflicts.map(({ key }) => key)).toEqual(['nodes/n2/body']);
    expect(flow.nodes[2]).toMatchObject({ type: 'sample', config: { text: 'here' } });
    expect(mergeUpgrade(sides, { 'nodes/n2/body': 'theirs' }).flow.nodes[2]).toMatchObject({
      type: 'other',
      config: { a: 1 },
    });
  });

  it('tells of exits whose node the template has taken away, and keeps name and id', () => {
    const mine = edited(
      { ...base, id: 'here', name: 'Ours' },
      {
        type: 'connect',
        edge: { id: 'x', from: { node: 'n0', port: 'other' }, to: 'n5' },
      },
    );
    const { flow, cut } = mergeUpgrade({
      base,
      mine,
      theirs: edited(base, { type: 'remove', nodes: ['n5'] }),
    });
    expect(flow).toMatchObject({ id: 'here', name: 'Ours' });
    expect(cut).toEqual([{ node: 'n0', port: 'other' }]);
  });
});
