import { describe, expect, it } from 'vitest';
import { mergeFlows } from './diff-merge';
import { type FlowDocument, flowDocumentSchema } from './flow-document';
import {
  type Capture,
  closeGesture,
  EMPTY_HISTORY,
  type History,
  MERGE_WITHIN,
  recordEdit,
  redo,
  undo,
} from './history';
import { applyOperation, type Operation } from './operations';

const start: FlowDocument = flowDocumentSchema.parse({
  schemaVersion: 1,
  id: 'flow',
  name: 'Sample',
  nodes: [
    { id: 'a', type: 'sample', config: { subject: 'old', text: 'old' } },
    { id: 'b', type: 'sample' },
  ],
  edges: [{ id: 'e', from: { node: 'a', port: 'next' }, to: 'b' }],
});
const config = (values: object): Operation => ({ type: 'setConfig', node: 'a', config: { ...values } });

function typing(
  history: History,
  before: FlowDocument,
  text: string,
  at: number,
  capture: Capture = 'merge',
) {
  const after = applyOperation(before, config({ subject: text, text: 'old' }));
  return { flow: after, history: recordEdit(history, { before, after, gesture: 'subject', capture, at }) };
}

describe('history', () => {
  it('joins the letters typed into one field, until a pause or the field is left', () => {
    const one = typing(EMPTY_HISTORY, start, 'H', 0);
    const two = typing(one.history, one.flow, 'He', 500);
    expect(two.history.past).toHaveLength(1);
    expect(undo(two.history, two.flow)?.flow).toEqual(start);
    expect(typing(two.history, two.flow, 'Hel', 500 + MERGE_WITHIN + 1).history.past).toHaveLength(2);
    expect(typing(closeGesture(two.history), two.flow, 'Hel', 600).history.past).toHaveLength(2);
  });

  it('joins no letters over an edit of somebody else: undoing them would take theirs back', () => {
    const one = typing(EMPTY_HISTORY, start, 'H', 0);
    const theirs = applyOperation(one.flow, { type: 'setTitle', node: 'b', title: 'Theirs' });
    const two = typing(one.history, theirs, 'He', 500);
    expect(two.history.past).toHaveLength(2);
    const once = undo(two.history, two.flow);
    const twice = once && undo(once.history, once.flow);
    expect(twice?.flow.nodes).toMatchObject([{ config: { subject: 'old' } }, { title: 'Theirs' }]);
  });

  it('never joins what was recorded on its own, and keeps nothing of what is skipped', () => {
    const one = typing(EMPTY_HISTORY, start, 'H', 0, 'record');
    expect(typing(one.history, one.flow, 'He', 1).history.past).toHaveLength(2);
    expect(typing(EMPTY_HISTORY, start, 'H', 0, 'skip').history).toBe(EMPTY_HISTORY);
  });

  it('takes back an amended edit and what amended it by one undo', () => {
    const one = typing(EMPTY_HISTORY, start, 'mine', 0, 'record');
    const two = typing(one.history, one.flow, 'tidied', 9, 'amend');
    expect(two.history.past).toHaveLength(1);
    expect(undo(two.history, two.flow)?.flow).toEqual(start);
    const theirs = applyOperation(one.flow, { type: 'setTitle', node: 'b', title: 'Theirs' });
    expect(typing(one.history, theirs, 'tidied', 9, 'amend').history.past).toHaveLength(2);
  });

  it('forgets what was undone as soon as something else is done', () => {
    const one = typing(EMPTY_HISTORY, start, 'H', 0);
    const back = undo(one.history, one.flow);
    if (!back) throw new Error('nothing to undo');
    expect(redo(back.history, back.flow)?.flow).toEqual(one.flow);
    expect(typing(back.history, back.flow, 'X', 9).history.future).toEqual([]);
  });

  it('undoes my edit and leaves what somebody else did since', () => {
    const mine = typing(EMPTY_HISTORY, start, 'mine', 0);
    const theirs = applyOperation(mine.flow, { type: 'setTitle', node: 'b', title: 'Theirs' });
    const back = undo(mine.history, theirs);
    expect(back?.flow.nodes[0]?.config.subject).toBe('old');
    expect(back?.flow.nodes[1]?.title).toBe('Theirs');
  });

  it('loses no later edit of the same field, neither by undo nor by redo', () => {
    const mine = applyOperation(start, { type: 'setTitle', node: 'b', title: 'Mine' });
    const edit = { before: start, after: mine, gesture: 'title', capture: 'record' as const, at: 0 };
    const history = recordEdit(EMPTY_HISTORY, edit);
    const theirs = applyOperation(mine, { type: 'setTitle', node: 'b', title: 'Theirs' });
    const back = undo(history, theirs);
    if (!back) throw new Error('nothing to undo');
    expect(back.flow.nodes[1]?.title).toBe('Theirs');
    expect(redo(back.history, back.flow)?.flow.nodes[1]?.title).toBe('Theirs');
  });
});

describe('mergeFlows', () => {
  const mine = (operation: Operation) => applyOperation(start, operation);

  it('joins edits of different fields of one node', () => {
    const left = mine(config({ subject: 'mine', text: 'old' }));
    const right = mine(config({ subject: 'old', text: 'theirs' }));
    const { flow, conflicts } = mergeFlows(start, left, right);
    expect(flow.nodes[0]?.config).toEqual({ subject: 'mine', text: 'theirs' });
    expect(conflicts).toEqual([]);
  });

  it('takes my edit of a field that both changed, and tells it', () => {
    const left = mine(config({ subject: 'mine', text: 'old' }));
    const right = mine(config({ subject: 'theirs', text: 'old' }));
    const { flow, conflicts } = mergeFlows(start, left, right);
    expect(flow.nodes[0]?.config.subject).toBe('mine');
    expect(conflicts).toEqual([
      { path: ['nodes', 'a', 'config', 'subject'], mine: 'mine', theirs: 'theirs' },
    ]);
  });

  it('takes in what the other added and removed', () => {
    const left = mine({ type: 'addNode', node: { id: 'c', type: 'sample' } });
    const right = mine({ type: 'remove', nodes: ['b'] });
    const { flow } = mergeFlows(start, left, right);
    expect(flow.nodes.map(({ id }) => id)).toEqual(['a', 'c']);
    expect(flow.edges).toEqual([]);
  });

  it('keeps a node that one took away while the other worked on it', () => {
    const left = mine({ type: 'remove', nodes: ['b'] });
    const right = mine({ type: 'setConfig', node: 'b', config: { kept: true } });
    for (const merged of [mergeFlows(start, left, right), mergeFlows(start, right, left)]) {
      expect(merged.flow.nodes.find(({ id }) => id === 'b')?.config).toEqual({ kept: true });
      expect(merged.conflicts).toHaveLength(1);
    }
  });

  it('leaves one edge a port when both connected it', () => {
    const edge = (id: string, to: string): Operation => ({
      type: 'connect',
      edge: { id, from: { node: 'b', port: 'next' }, to },
    });
    const { flow } = mergeFlows(start, mine(edge('x', 'a')), mine(edge('y', 'b')));
    expect(flow.edges.filter(({ from }) => from.node === 'b').map(({ id }) => id)).toEqual(['x']);
  });

  it('joins list items of a config by their id', () => {
    const list = (items: { id: string; label: string }[]) => config({ categories: items });
    const base = applyOperation(
      start,
      list([
        { id: '1', label: 'one' },
        { id: '2', label: 'two' },
      ]),
    );
    const left = applyOperation(
      base,
      list([
        { id: '1', label: 'ONE' },
        { id: '2', label: 'two' },
      ]),
    );
    const right = applyOperation(
      base,
      list([
        { id: '1', label: 'one' },
        { id: '2', label: 'two' },
        { id: '3', label: 'three' },
      ]),
    );
    expect(mergeFlows(base, left, right).flow.nodes[0]?.config.categories).toEqual([
      { id: '1', label: 'ONE' },
      { id: '2', label: 'two' },
      { id: '3', label: 'three' },
    ]);
  });
});
