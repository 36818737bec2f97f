'use client';

import { type RefObject, useEffect } from 'react';
import { useEditorState } from '../../use-editor';
import type { Path } from '../form/path';

/** Wishes that were fulfilled: a panel that is drawn anew must not take the keyboard once more. */
let fulfilled: { token: number; nodeId: string } | null = null;

/** Widgets may still be loading when a field is asked for: it is looked for this often, every 50 ms. */
const TRIES = 30;

const FOCUSABLE = 'input:not([type=hidden]), textarea, select, [contenteditable=true], button';

/** Puts the keyboard on the field that somebody asked for: a problem was clicked, a search found it. */
export function useFieldFocus(panel: RefObject<HTMLElement | null>, nodeId: string): void {
  const focus = useEditorState((state) => state.focus);
  useEffect(() => {
    if (focus === null || focus.nodeId !== nodeId) return;
    if (fulfilled?.token === focus.token && fulfilled.nodeId === nodeId) return;
    let tries = 0;
    const timer = setInterval(() => {
      tries += 1;
      const element = panel.current && findField(panel.current, focus.path);
      if (!element && tries < TRIES) return;
      clearInterval(timer);
      fulfilled = { token: focus.token, nodeId };
      element?.scrollIntoView({ block: 'center' });
      element?.focus();
    }, 50);
    return () => clearInterval(timer);
  }, [focus, nodeId, panel]);
}

/** The control of the field at the path, or of the nearest one it lies in. */
function findField(panel: HTMLElement, path: Path): HTMLElement | null {
  if (path[0] === 'ports') return panel.querySelector<HTMLElement>('[data-field-path="ports"]');
  for (let length = path.length; length > 0; length -= 1) {
    const key = path.slice(0, length).join('.');
    const field = panel.querySelector<HTMLElement>(`[data-field-path="${CSS.escape(key)}"]`);
    const control = field?.matches(FOCUSABLE) ? field : field?.querySelector<HTMLElement>(FOCUSABLE);
    if (control) return control;
  }
  return path.length === 0 ? panel.querySelector<HTMLElement>(FOCUSABLE) : null;
}
