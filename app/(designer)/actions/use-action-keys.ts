'use client';

import { useEffect } from 'react';
import { isMac } from '@/app/shell/is-mac';
import type { ActionContext } from './editor-action';
import { editorActions, isPossible } from './editor-actions';
import { matchesKey } from './keys';

/** The place that has the keyboard decides: in a field letters are letters, in a menu or dialog the keys are its own. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  return target.closest('input, textarea, select, [role="dialog"], [role="menu"], [role="listbox"]') !== null;
}

/** What is drawn has the keyboard as an SVG element: connections after a click. */
function isOnSurface(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return target === document.body || target.closest('[data-editor-surface]') !== null;
}

/** Performs actions by key while the editor is open. */
export function useActionKeys(context: () => ActionContext): void {
  useEffect(() => {
    const mac = isMac();
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const typing = isTyping(event.target);
      const now = context();
      const state = now.editor.getState();
      const action = editorActions.find(
        (candidate) =>
          (!candidate.onSurface || isOnSurface(event.target)) &&
          candidate.keys.some((key) => matchesKey(key, event, mac) && (!typing || worksWhileTyping(key))) &&
          isPossible(candidate, state),
      );
      if (!action) return;
      event.preventDefault();
      action.perform(now);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [context]);
}

/** In a field only what cannot be meant for the field: saving, publishing, the flow's search. */
function worksWhileTyping(key: string): boolean {
  return ['mod+s', 'mod+enter', 'mod+f', 'f1'].includes(key);
}
