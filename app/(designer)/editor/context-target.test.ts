import { describe, expect, it } from 'vitest';
import { NOTHING_SELECTED } from '../editor-state';
import { selectionFor } from './context-target';

describe('the selection that a context menu works on', () => {
  const several = { ...NOTHING_SELECTED, nodes: new Set(['a', 'b']) };

  it('stays where the thing belongs to it', () => {
    expect(selectionFor({ kind: 'nodes', node: 'b' }, several)).toBe(several);
  });

  it('is the thing alone otherwise', () => {
    expect(selectionFor({ kind: 'nodes', node: 'c' }, several)).toEqual({ nodes: new Set(['c']) });
    expect(selectionFor({ kind: 'edge', edge: 'e' }, several)).toEqual({ edges: new Set(['e']) });
    expect(selectionFor({ kind: 'note', note: 'n' }, several)).toEqual({ notes: new Set(['n']) });
  });

  it('is empty where nothing was clicked', () => {
    expect(selectionFor({ kind: 'nothing' }, several)).toEqual({});
  });
});
