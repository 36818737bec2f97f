import { expect, it } from 'vitest';
import { editorActions } from '../actions/editor-actions';
import { canvasOnly, canvasOperations } from './canvas-operations';

it('names every action that changes a flow, and none that is not there', () => {
  const known = new Set(editorActions.map(({ id }) => id));
  const named = new Set<string>(Object.values(canvasOperations).flat());
  expect([...named].filter((id) => !known.has(id))).toEqual([]);
  const only = new Set<string>(canvasOnly);
  const missing = editorActions.filter(({ id, edits }) => edits && !named.has(id) && !only.has(id));
  expect(missing.map(({ id }) => id)).toEqual([]);
});
