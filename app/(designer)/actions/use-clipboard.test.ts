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
    expect(pasteText(editor, text, { x: 40, y: 900 })).toBe(true);
    const { flow, selection } = editor.getState();
    expect(flow.nodes).toHaveLength(sampleFlow.nodes.length + 2);
    expect(
      flow.nodes.filter(({ id }) => selection.nodes.has(id)).map(({ position }) => position.y),
    ).toContain(900);
    editor.undo();
    expect(editor.getState().flow).toEqual(sampleFlow);
  });

  it.each(['', 'Guten Tag', '{"stellwerk":"flow-fragment"', '{"stellwerk":"flow-fragment","version":1}'])(
    'leaves the flow as it is for anything else: %s',
    (text) => {
      const editor = editorOf();
      expect(pasteText(editor, text, { x: 0, y: 0 })).toBe(false);
      expect(editor.getState().flow).toBe(sampleFlow);
    },
  );
});
