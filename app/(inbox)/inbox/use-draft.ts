'use client';

import { useCallback, useRef } from 'react';

const PREFIX = 'stellwerk-draft';
const SETTLE_MS = 250;

/**
 * What was begun for a ticket, kept in this browser: a reload or a crash loses at most the last quarter of a second.
 * Empty drafts are not kept.
 */
export function useDraft(ticketId: string, kind: 'reply' | 'note') {
  const key = `${PREFIX}:${kind}:${ticketId}`;
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const read = useCallback(
    () => (typeof window === 'undefined' ? '' : (localStorage.getItem(key) ?? '')),
    [key],
  );
  const keep = useCallback(
    (text: string) => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        if (text) localStorage.setItem(key, text);
        else localStorage.removeItem(key);
      }, SETTLE_MS);
    },
    [key],
  );
  const discard = useCallback(() => {
    clearTimeout(timer.current);
    localStorage.removeItem(key);
  }, [key]);
  return { read, keep, discard };
}
