import { describe, expect, it } from 'vitest';
import { applyOperation } from '@/runtime/flow/operations';
import { flowProblem } from '@/runtime/flow/problems';
import { EditorStore } from './editor-store';
import { sampleFlow } from './model/sample-nodes';

function opened(readOnly = false) {
  const waiting: (() => void)[] = [];
  let now = 0;
  const editor = new EditorStore({
    flowId: 'sample',
    flow: sampleFlow,
    readOnly,
    findProblems: (flow) =>
      flow.nodes.filter(({ title }) => !title).map(({ id }) => flowProblem('error', 'x', { nodeId: id })),
    clock: () => now,
    later: (task) => {
      waiting.push(task);
      return () => waiting.splice(waiting.indexOf(task), 1);
    },
  });
  return {
    editor,
    wait: (milliseconds: number) => {
      now += milliseconds;
    },
    idle: () => {
      for (const task of waiting.splice(0)) task();
    },
    waiting,
  };
}

describe('EditorStore', () => {
  it('undoes and redoes fifty edits', () => {
    const { editor } = opened();
    for (let index = 0; index < 50; index += 1)
      editor.dispatch({ type: 'setTitle', node: 'a', title: `Title ${index}` });
    for (let index = 0; index < 50; index += 1) expect(editor.undo()).toBe(true);
    expect(editor.getState().flow).toEqual(sampleFlow);
    expect(editor.undo()).toBe(false);
    for (let index = 0; index < 50; index += 1) editor.redo();
    expect(editor.getState().flow.nodes[2]?.title).toBe('Title 49');
    expect(editor.getState().canRedo).toBe(false);
  });

  it('joins typing in one field into one undo, until the field is left', () => {
    const { editor } = opened();
    for (const title of ['A', 'An', 'Any']) editor.dispatch({ type: 'setTitle', node: 'a', title }, 'merge');
    editor.settle();
    editor.dispatch({ type: 'setTitle', node: 'a', title: 'Any more' }, 'merge');
    editor.undo();
    expect(editor.getState().flow.nodes[2]?.title).toBe('Any');
    editor.undo();
    expect(editor.getState().flow.nodes[2]).not.toHaveProperty('title');
  });

  it('tidies up after an edit as part of it, and not after a mere change of a name', () => {
    const { editor } = opened();
    editor.dispatch({ type: 'setTitle', node: 'a', title: 'A' });
    expect(editor.getState().structure).toBe(0);
    editor.dispatch({ type: 'remove', nodes: ['a'] });
    expect(editor.getState().structure).toBe(1);
    editor.arrange({ f: { x: 900, y: 900 }, a: { x: 0, y: 0 } }, 'amend');
    expect(editor.getState().flow.nodes.find(({ id }) => id === 'f')?.position).toEqual({ x: 900, y: 900 });
    expect(editor.getState().structure).toBe(1);
    editor.undo();
    expect(editor.getState().flow.nodes.map(({ id }) => id)).toEqual(sampleFlow.nodes.map(({ id }) => id));
    expect(editor.getState().flow.nodes.find(({ id }) => id === 'f')?.position).not.toEqual({
      x: 900,
      y: 900,
    });
  });

  it('keeps my later edit of a field that somebody else changed too, tells it, and undoes to theirs', () => {
    const { editor } = opened();
    editor.dispatch({ type: 'setTitle', node: 'a', title: 'Mine' });
    const theirs = applyOperation(sampleFlow, { type: 'setTitle', node: 'a', title: 'Theirs' });
    editor.receive(sampleFlow, theirs);
    const title = () => editor.getState().flow.nodes.find(({ id }) => id === 'a')?.title;
    expect(title()).toBe('Mine');
    expect(editor.getState().overlap).toEqual({ mine: ['a'], kept: [] });
    editor.undo();
    expect(title()).toBe('Theirs');
    editor.redo();
    expect(title()).toBe('Mine');
  });

  it('tells of a node that somebody took away while it was changed here', () => {
    const { editor } = opened();
    editor.dispatch({ type: 'setTitle', node: 'a', title: 'Mine' });
    editor.receive(sampleFlow, applyOperation(sampleFlow, { type: 'remove', nodes: ['a'] }));
    expect(editor.getState().overlap).toEqual({ mine: [], kept: ['a'] });
    expect(editor.getState().flow.nodes.some(({ id }) => id === 'a')).toBe(true);
  });

  it('undoes something that is seen: what others have written over since is passed by', () => {
    const { editor } = opened();
    editor.dispatch({ type: 'setTitle', node: 'f', title: 'First' });
    editor.dispatch({ type: 'setTitle', node: 'a', title: 'Mine' });
    const now = editor.getState().flow;
    editor.receive(now, applyOperation(now, { type: 'setTitle', node: 'a', title: 'Theirs' }));
    editor.undo();
    const titles = new Map(editor.getState().flow.nodes.map(({ id, title }) => [id, title]));
    expect(titles.get('a')).toBe('Theirs');
    expect(titles.get('f')).toBe(sampleFlow.nodes.find(({ id }) => id === 'f')?.title);
  });

  it('looks for problems once after several edits, and at once when asked', () => {
    const { editor, idle, waiting } = opened();
    editor.dispatch({ type: 'setTitle', node: 'a', title: 'A' });
    editor.dispatch({ type: 'setTitle', node: 'f', title: 'F' });
    expect(waiting).toHaveLength(1);
    expect(editor.getState().problems).toEqual([]);
    idle();
    expect([...editor.getState().problemsByNode.keys()]).toEqual(['b', 's']);
    editor.dispatch({ type: 'setTitle', node: 's', title: 'S' });
    expect(editor.problemsNow()).toHaveLength(1);
  });

  it('tells why it refuses an edit, and leaves the flow as it is', () => {
    const { editor } = opened();
    expect(editor.dispatch({ type: 'setTitle', node: 'gone', title: 'x' })).toBe(false);
    expect(editor.getState().refusal).toEqual({
      code: 'flowOperation.nodeMissing',
      values: { subject: 'gone' },
    });
    expect(editor.getState().flow).toBe(sampleFlow);
  });

  it('edits nothing for readers', () => {
    const { editor } = opened(true);
    expect(editor.dispatch({ type: 'rename', name: 'x' })).toBe(false);
    expect(editor.getState().flow).toBe(sampleFlow);
  });

  it('forgets the selection of what is gone and keeps the rest', () => {
    const { editor } = opened();
    editor.select({ nodes: new Set(['a', 'f']), edges: new Set(['fa']) });
    editor.dispatch({ type: 'remove', nodes: ['a'] });
    expect(editor.getState().selection).toMatchObject({ nodes: new Set(['f']), edges: new Set() });
  });

  it('asks for a field again when the same problem is clicked again', () => {
    const { editor } = opened();
    editor.focusField('a', ['text']);
    const first = editor.getState().focus;
    editor.focusField('a', ['text']);
    expect(editor.getState().focus).toMatchObject({ nodeId: 'a', path: ['text'] });
    expect(editor.getState().focus?.token).not.toBe(first?.token);
  });
});
