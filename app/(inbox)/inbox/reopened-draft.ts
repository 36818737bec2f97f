'use client';

import { useSyncExternalStore } from 'react';
import type { DraftKind } from './use-draft';

/** A draft that its writer has just been given back: where it belongs opens it. */
export interface ReopenedDraft {
  ticketId: string;
  kind: DraftKind;
  /** The message that is passed on. */
  forwards: string | null;
}

let current: ReopenedDraft | null = null;
const listeners = new Set<() => void>();

/** Asks for a draft to be shown, wherever the reader is; null when that was done. */
export function reopenDraft(draft: ReopenedDraft | null): void {
  current = draft;
  for (const listener of listeners) listener();
}

export function useReopenedDraft(): ReopenedDraft | null {
  return useSyncExternalStore(
    subscribe,
    () => current,
    () => null,
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
