'use client';

import { useEffect } from 'react';
import { nodeRegistry } from '@/nodes/registry.generated';
import { cardSizes } from '../model/card-sizes';
import { inPortOrder } from '../model/in-port-order';
import { useEditor, useEditorState } from '../use-editor';
import { useNodeWords } from '../use-node-words';
import { tidyPlaces } from './tidy-places';

const KEPT = 'stellwerk-always-tidy';

/** Whether this person wants layouts kept tidy: a habit of his, kept in his browser, not a property of the flow. */
export function wantsAlwaysTidy(): boolean {
  return localStorage.getItem(KEPT) === 'yes';
}

export function keepAlwaysTidy(wanted: boolean): void {
  localStorage.setItem(KEPT, wanted ? 'yes' : 'no');
}

/** Tidies up after every edit that adds, removes or connects something; one undo takes both back. */
export function useAlwaysTidy(): void {
  const editor = useEditor();
  const words = useNodeWords();
  const on = useEditorState((state) => state.alwaysTidy && !state.readOnly);
  const structure = useEditorState((state) => state.structure);
  useEffect(() => {
    if (!on || structure === 0) return;
    const { flow, environment } = editor.getState();
    let current = true;
    tidyPlaces(inPortOrder(flow, nodeRegistry), cardSizes(flow, nodeRegistry, words, environment)).then(
      (places) => {
        const now = editor.getState();
        // An undo or a next edit came meanwhile: these places are no longer asked for.
        if (current && now.structure === structure && now.flow.edges === flow.edges)
          editor.arrange(places, 'amend');
      },
      // A layout that fails leaves everything where it is, and the next edit tries again.
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [on, structure, editor, words]);
}
