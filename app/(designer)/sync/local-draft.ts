import type { FlowDocument } from '@/runtime/flow/flow-document';
import type { History } from '@/runtime/flow/history';
import type { Confirmed } from './draft-sync';

/** What this browser keeps of an open flow: its edits, what they started from, and the last undo steps. */
export interface LocalDraft {
  flowId: string;
  confirmed: Confirmed;
  flow: FlowDocument;
  history: History;
}

/** Undo steps kept over a reload; in memory there is no limit. */
const KEPT_STEPS = 200;
const STORE = 'drafts';

/**
 * IndexedDB copies by structured clone: what snapshots share is stored once, so that 200 of them cost little more than
 * one. Where a browser forbids IndexedDB, nothing is kept and editing goes on.
 */
export async function readLocalDraft(flowId: string): Promise<LocalDraft | null> {
  const database = await open();
  if (!database) return null;
  const found: unknown = await settled(database.transaction(STORE).objectStore(STORE).get(flowId));
  database.close();
  // Only `keepLocalDraft` writes into this store.
  return (found as LocalDraft | undefined) ?? null;
}

export async function keepLocalDraft(draft: LocalDraft): Promise<void> {
  const database = await open();
  if (!database) return;
  const history = {
    past: draft.history.past.slice(-KEPT_STEPS),
    future: draft.history.future.slice(-KEPT_STEPS),
  };
  const store = database.transaction(STORE, 'readwrite').objectStore(STORE);
  await settled(store.put({ ...draft, history }, draft.flowId));
  database.close();
}

function open(): Promise<IDBDatabase | null> {
  if (typeof indexedDB === 'undefined') return Promise.resolve(null);
  return new Promise((resolve) => {
    const request = indexedDB.open('stellwerk-designer', 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => resolve(null);
    request.onblocked = () => resolve(null);
  });
}

function settled<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB gave no reason'));
  });
}
