import { describe, expect, it } from 'vitest';
import { EditorStore } from '../editor-store';
import { sampleFlow } from '../model/sample-nodes';
import { pasteText, selectionText } from './use-clipboard';

const editorOf = (): EditorStore =>
  new EditorStore({ flowId: 'flow', flow: sampleFlow, findProblems: () => [], later: () => () => undefined });

describe('pasteText', () => {
  it('puts what was copied at the point and selects it; one undo takes it away', () => {
    const editor = editorOf();
    editor.select({ nodes: new Set(['f', 'a']) });
    const text = selectionText(editor) ?? '';
    expect(pasteText(editor, text, { x: 40, y: 900 })).toBe('pasted');
    const { flow, selection } = editor.getState();
    expect(flow.nodes).toHaveLength(sampleFlow.nodes.length + 2);
    expect(
      flow.nodes.filter(({ id }) => selection.nodes.has(id)).map(({ position }) => position.y),
    ).toContain(900);
    editor.undo();
    expect(editor.getState().flow).toEqual(sampleFlow);
  });

  it('does not hide what was pasted before', () => {
    const editor = editorOf();
    editor.select({ nodes: new Set(['f', 'a']) });
    const text = selectionText(editor) ?? '';
    for (let times = 0; times < 3; times += 1) pasteText(editor, text, { x: 40, y: 900 });
    const places = editor.getState().flow.nodes.map(({ position: { x, y } }) => `${x} ${y}`);
    expect(new Set(places).size).toBe(places.length);
  });

  it.each(['', 'Guten Tag', '{"stellwerk":"flow-fragment"', '{"stellwerk":"flow-fragment","version":1}'])(
    'leaves the flow as it is for anything else: %s',
    (text) => {
      const editor = editorOf();
      expect(pasteText(editor, text, { x: 0, y: 0 })).toBe('nothing');
      expect(editor.getState().flow).toBe(sampleFlow);
    },
  );
});
