'use client';

import { useCallback, useRef, useState } from 'react';
import type { Dialog } from '../actions/editor-ui';

export interface OpenDialog {
  name: Dialog;
  from?: { node: string; port: string } | undefined;
  /** What the search begins with. */
  text?: string;
}

/** The dialog that is open. Whatever had the keyboard when it opened gets it back, unless something else has taken it. */
export function useOpenDialog() {
  const [dialog, show] = useState<OpenDialog | null>(null);
  const before = useRef<Element | null>(null);
  const setDialog = useCallback((wanted: OpenDialog) => {
    before.current = document.activeElement;
    show(wanted);
  }, []);
  const close = useCallback(() => {
    show(null);
    // After the dialog is gone, and with it the element in it that had the keyboard.
    setTimeout(() => {
      const back = before.current;
      if (document.activeElement === document.body && back instanceof HTMLElement && back.isConnected)
        back.focus({ preventScroll: true });
    });
  }, []);
  return { dialog, setDialog, close };
}
