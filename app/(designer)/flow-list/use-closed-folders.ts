'use client';

import { useState } from 'react';

const KEPT = 'stellwerk-closed-folders';

/** The folders that this person has closed: a habit of his, kept in his browser. */
export function useClosedFolders() {
  const [closed, setClosed] = useState<ReadonlySet<string>>(readClosed);
  const close = (folders: Iterable<string>): void => {
    const next = new Set(folders);
    localStorage.setItem(KEPT, JSON.stringify([...next]));
    setClosed(next);
  };
  const toggle = (folder: string): void => {
    const next = new Set(closed);
    if (!next.delete(folder)) next.add(folder);
    close(next);
  };
  return { closed, toggle, close };
}

function readClosed(): ReadonlySet<string> {
  if (typeof localStorage === 'undefined') return new Set();
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? '[]');
    return new Set(Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : []);
  } catch {
    // Somebody else's entry: all folders are open.
    return new Set();
  }
}
