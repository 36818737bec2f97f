import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FlowDocument, flowDocumentSchema } from './flow-document';
import { EMPTY_HISTORY, recordEdit, redo, undo } from './history';
import { applyOperation, type Operation } from './operations';
import { OperationError } from './operations-error';

const node = (id: string, more: object = {}) => ({ id, type: 'sample', ...more });
const edge = (id: string, from: string, to: string, port = 'next') => ({
  id,
  from: { node: from, port },
  to,
});

const flowOf = (parts: object): FlowDocument =>
  flowDocumentSchema.parse({ schemaVersion: 1, id: 'flow', name: 'Sample', ...parts });

const chain = flowOf({
  nodes: [node('a'), node('b'), node('c')],
  edges: [edge('e1', 'a', 'b'), edge('e2', 'b', 'c')],
});

const edgesOf = (flow: FlowDocument) =>
  flow.edges.map(({ from, to }) => `${from.node}.${from.port}>${to}`).sort();
const idsOf = (items: { id: string }[]) => items.map(({ id }) => id);

describe('applyOperation', () => {
  it('adds a node and leads a port to it in one edit', () => {
    const flow = applyOperation(chain, {
      type: 'addNode',
      node: node('d'),
      from: { node: 'c', port: 'done', edge: 'e3' },
    });
    expect(idsOf(flow.nodes)).toEqual(['a', 'b', 'c', 'd']);
    expect(edgesOf(flow)).toContain('c.done>d');
  });

  it('leaves the flow it was given as it was, and keeps the identity of what it does not touch', () => {
    const before = structuredClone(chain);
    const flow = applyOperation(chain, { type: 'setConfig', node: 'b', config: { deep: { text: 'x' } } });
    expect(chain).toEqual(before);
    expect(flow.nodes[0]).toBe(chain.nodes[0]);
    expect(flow.nodes[1]?.config).toEqual({ deep: { text: 'x' } });
    expect(flow.edges).toBe(chain.edges);
  });

  it('removes a node with its edges and what the settings said about it', () => {
    const flow = applyOperation(
      { ...chain, settings: { languages: ['en'], catchNode: 'b', handlers: [{ on: 'stop', node: 'b' }] } },
      { type: 'remove', nodes: ['b'] },
    );
    expect(idsOf(flow.nodes)).toEqual(['a', 'c']);
    expect(flow.edges).toEqual([]);
    expect(flow.settings).toEqual({ languages: ['en'], handlers: [] });
  });

  it('heals the way around removed nodes that have one exit only', () => {
    const long = flowOf({
      nodes: ['a', 'b', 'c', 'd'].map((id) => node(id)),
      edges: [edge('1', 'a', 'b'), edge('2', 'b', 'c'), edge('3', 'c', 'd')],
    });
    expect(edgesOf(applyOperation(long, { type: 'remove', nodes: ['b', 'c'], heal: true }))).toEqual([
      'a.next>d',
    ]);
    const forked = applyOperation(long, { type: 'connect', edge: edge('4', 'b', 'd', 'other') });
    expect(edgesOf(applyOperation(forked, { type: 'remove', nodes: ['b'], heal: true }))).toEqual([
      'c.next>d',
    ]);
  });

  it('replaces the edge that leaves a port already', () => {
    const flow = applyOperation(chain, { type: 'connect', edge: edge('e9', 'a', 'c') });
    expect(edgesOf(flow)).toEqual(['a.next>c', 'b.next>c']);
  });

  it('puts a new node, or one that is there, in the middle of an edge', () => {
    const fresh = applyOperation(chain, {
      type: 'insertOnEdge',
      edge: 'e1',
      node: node('m'),
      port: 'out',
      leaving: 'e9',
    });
    expect(edgesOf(fresh)).toEqual(['a.next>m', 'b.next>c', 'm.out>b']);
    const loose = applyOperation(chain, { type: 'addNode', node: node('m') });
    const known = applyOperation(loose, {
      type: 'insertOnEdge',
      edge: 'e2',
      node: node('m'),
      port: 'out',
      leaving: 'e9',
    });
    expect(edgesOf(known)).toEqual(['a.next>b', 'b.next>m', 'm.out>c']);
    expect(known.nodes).toHaveLength(4);
  });

  it('moves nodes and notes to whole pixels', () => {
    const noted = applyOperation(chain, { type: 'addNote', note: { id: 'n', position: { x: 0, y: 0 } } });
    const flow = applyOperation(noted, {
      type: 'move',
      positions: { a: { x: 1.6, y: 2 }, n: { x: 5, y: 6 } },
    });
    expect(flow.nodes[0]?.position).toEqual({ x: 2, y: 2 });
    expect(flow.notes[0]?.position).toEqual({ x: 5, y: 6 });
  });

  it('changes only the named values of a note and of a group', () => {
    const noted = applyOperation(chain, {
      type: 'addNote',
      note: { id: 'n', text: 'Ask Kim', color: 'red', position: { x: 0, y: 0 } },
    });
    const note = applyOperation(noted, { type: 'setNote', note: 'n', values: { text: 'Done' } }).notes[0];
    expect(note).toMatchObject({ text: 'Done', color: 'red' });
    const grouped = applyOperation(chain, {
      type: 'addGroup',
      group: { id: 'g', title: 'Hours', color: 'teal' },
      nodes: ['a'],
    });
    const group = applyOperation(grouped, { type: 'setGroup', group: 'g', values: { title: 'Night' } })
      .groups[0];
    expect(group).toEqual({ id: 'g', title: 'Night', color: 'teal' });
  });

  it('dissolves a group that has become empty, and only that one', () => {
    const one = applyOperation(chain, { type: 'addGroup', group: { id: 'g' }, nodes: ['a', 'b'] });
    const both = applyOperation(one, { type: 'addGroup', group: { id: 'h' }, nodes: ['a', 'b'] });
    expect(idsOf(both.groups)).toEqual(['h']);
    const none = applyOperation(both, { type: 'removeGroup', group: 'h' });
    expect(none.nodes.some((known) => 'group' in known)).toBe(false);
  });

  it('renames a variable wherever it is named, and nothing that only begins like it', () => {
    const variable = { name: 'sum', type: 'number' as const };
    const flow = applyOperation(
      flowOf({
        variables: [variable],
        nodes: [
          node('a', { config: { text: '{{vars.sum}} {{vars.summary}}', list: [{ when: 'vars.sum > 3' }] } }),
        ],
      }),
      { type: 'setVariable', name: 'sum', variable: { ...variable, name: 'total' } },
    );
    expect(flow.variables[0]?.name).toBe('total');
    expect(flow.nodes[0]?.config).toEqual({
      text: '{{vars.total}} {{vars.summary}}',
      list: [{ when: 'vars.total > 3' }],
    });
  });

  it('applies a batch wholly or not at all', () => {
    const batch: Operation = {
      type: 'batch',
      operations: [
        { type: 'rename', name: 'New' },
        { type: 'setTitle', node: 'missing', title: 'x' },
      ],
    };
    expect(() => applyOperation(chain, batch)).toThrow(OperationError);
    expect(chain.name).toBe('Sample');
  });

  const refused: [string, Operation, string][] = [
    ['a node whose id is taken', { type: 'addNode', node: node('a') }, 'idTaken'],
    ['an edge to nothing', { type: 'connect', edge: edge('e9', 'a', 'x') }, 'nodeMissing'],
    ['an edge whose id is taken', { type: 'connect', edge: edge('e1', 'c', 'a') }, 'idTaken'],
    ['removing what is not there', { type: 'remove', nodes: ['x'] }, 'nodeMissing'],
    ['moving what is not there', { type: 'move', positions: { x: { x: 0, y: 0 } } }, 'nodeMissing'],
    ['cutting an edge that is not there', { type: 'disconnect', edges: ['x'] }, 'edgeMissing'],
    ['a group that is not there', { type: 'setNodeGroup', nodes: ['a'], group: 'x' }, 'groupMissing'],
    [
      'a fragment that leans on nothing',
      { type: 'insert', fragment: { nodes: [node('d')], edges: [edge('e9', 'd', 'x')] } },
      'nodeMissing',
    ],
    ['a variable that is not there', { type: 'removeVariable', name: 'x' }, 'variableMissing'],
  ];
  it.each(refused)('refuses %s', (_what, operation, reason) => {
    expect(() => applyOperation(chain, operation)).toThrow(expect.objectContaining({ reason }));
  });
});

const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const anyOperation: fc.Arbitrary<Operation> = fc.oneof(
  id.map((name): Operation => ({ type: 'addNode', node: node(name) })),
  fc.tuple(id, fc.boolean()).map(([name, heal]): Operation => ({ type: 'remove', nodes: [name], heal })),
  fc
    .tuple(id, id, id)
    .map(([name, from, to]): Operation => ({ type: 'connect', edge: edge(name, from, to) })),
  fc
    .tuple(id, fc.integer(), fc.integer())
    .map(([name, x, y]): Operation => ({ type: 'move', positions: { [name]: { x, y } } })),
  fc
    .tuple(id, fc.string())
    .map(([name, text]): Operation => ({ type: 'setConfig', node: name, config: { text } })),
  fc.tuple(id, id).map(([name, on]): Operation => ({ type: 'addGroup', group: { id: name }, nodes: [on] })),
  fc.tuple(id, id, id).map(
    ([name, on, leaving]): Operation => ({
      type: 'insertOnEdge',
      edge: on,
      node: node(name),
      port: 'x',
      leaving,
    }),
  ),
);

/** Applies what is allowed and keeps history, as the editor does. */
function edit(operations: Operation[]) {
  let flow = flowOf({});
  let history = EMPTY_HISTORY;
  const seen = [flow];
  for (const operation of operations) {
    try {
      const after = applyOperation(flow, operation);
      history = recordEdit(history, { before: flow, after, gesture: '', capture: 'record', at: 0 });
      if (after !== flow) seen.push(after);
      flow = after;
    } catch (error) {
      if (!(error instanceof OperationError)) throw error;
    }
  }
  return { flow, history, seen };
}

describe('any sequence of edits', () => {
  it('leaves a well-formed flow: unique ids, edges with both ends, one edge a port, groups that exist', () => {
    fc.assert(
      fc.property(fc.array(anyOperation, { maxLength: 40 }), (operations) => {
        const { flow } = edit(operations);
        flowDocumentSchema.parse(flow);
        const nodes = new Set(idsOf(flow.nodes));
        expect(nodes.size).toBe(flow.nodes.length);
        expect(new Set(idsOf(flow.edges)).size).toBe(flow.edges.length);
        expect(new Set(flow.edges.map(({ from }) => `${from.node} ${from.port}`)).size).toBe(
          flow.edges.length,
        );
        for (const { from, to } of flow.edges) expect(nodes.has(from.node) && nodes.has(to)).toBe(true);
        const groups = new Set(idsOf(flow.groups));
        for (const { group } of flow.nodes) expect(group === undefined || groups.has(group)).toBe(true);
      }),
    );
  });

  it('is undone to the first flow through every flow between, and redone to the last', () => {
    fc.assert(
      fc.property(fc.array(anyOperation, { maxLength: 40 }), (operations) => {
        const { flow: last, history: full, seen } = edit(operations);
        let [flow, history] = [last, full];
        for (const expected of seen.slice(0, -1).reverse()) {
          const step = undo(history, flow);
          expect(step?.flow).toEqual(expected);
          if (step) ({ flow, history } = step);
        }
        expect(undo(history, flow)).toBeNull();
        for (const expected of seen.slice(1)) {
          const step = redo(history, flow);
          expect(step?.flow).toEqual(expected);
          if (step) ({ flow, history } = step);
        }
        expect(redo(history, flow)).toBeNull();
      }),
    );
  });
});
