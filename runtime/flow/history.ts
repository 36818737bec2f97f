import { mergeFlows, sameJson } from './diff-merge';
import type { FlowDocument } from './flow-document';

/**
 * How history keeps an edit. `record`: one undo takes it back. `merge`: it joins the edit before it when that was the
 * same gesture (typing in one field, dragging one selection). `amend`: it belongs to the edit before it, whatever that was,
 * and one undo takes both back (the layout tidied up after a node was added). `skip`: not kept, such as what other people did.
 */
export type Capture = 'record' | 'merge' | 'amend' | 'skip';

export interface HistoryEntry {
  before: FlowDocument;
  after: FlowDocument;
  /** Names the gesture, such as `setConfig node-4`: only entries of the same gesture merge. */
  gesture: string;
  /** Milliseconds since the epoch of the last edit in it. */
  at: number;
  /** Whether a later edit may still join it. */
  open: boolean;
}

/** Undo without limit. Snapshots share everything unchanged, so that an entry costs about as much as its edit. */
export interface History {
  past: readonly HistoryEntry[];
  future: readonly HistoryEntry[];
}

export const EMPTY_HISTORY: History = { past: [], future: [] };

/** Edits of one gesture further apart than this are two, milliseconds. */
export const MERGE_WITHIN = 1500;

export function recordEdit(
  history: History,
  edit: { before: FlowDocument; after: FlowDocument; gesture: string; capture: Capture; at: number },
): History {
  const { before, after, gesture, capture, at } = edit;
  if (capture === 'skip' || before === after) return history;
  const last = history.past.at(-1);
  // After somebody else's edit came in between, it is an edit of its own: undoing it must not take theirs back.
  if (capture === 'amend' && last?.after === before)
    return { past: [...history.past.slice(0, -1), { ...last, after, open: false }], future: [] };
  const continues = last?.open === true && last.gesture === gesture && last.after === before;
  const joins = capture === 'merge' && continues && at - last.at <= MERGE_WITHIN;
  const entry: HistoryEntry = joins
    ? { ...last, after, at }
    : { before, after, gesture, at, open: capture === 'merge' };
  return { past: [...(joins ? history.past.slice(0, -1) : history.past), entry], future: [] };
}

/** Ends the present gesture: the next edit is one of its own. */
export function closeGesture(history: History): History {
  const last = history.past.at(-1);
  if (!last?.open) return history;
  return { ...history, past: [...history.past.slice(0, -1), { ...last, open: false }] };
}

/**
 * Takes the last edit back, and only that: what other people changed since then stays, in the same field, too. An edit of which
 * nothing is left to take back is passed by: every undo is seen. `null`: nothing to undo.
 */
export function undo(history: History, flow: FlowDocument): { history: History; flow: FlowDocument } | null {
  const entry = history.past.at(-1);
  if (!entry) return null;
  const undone = mergeFlows(entry.after, flow, entry.before).flow;
  const past = history.past.slice(0, -1);
  const rest = { past, future: [...history.future, { ...entry, open: false }] };
  return past.length > 0 && sameJson(undone, flow) ? undo(rest, flow) : { flow: undone, history: rest };
}

/** Does the last undone edit again; what other people changed since then stays. `null`: nothing to redo. */
export function redo(history: History, flow: FlowDocument): { history: History; flow: FlowDocument } | null {
  const entry = history.future.at(-1);
  if (!entry) return null;
  const redone = mergeFlows(entry.before, flow, entry.after).flow;
  const future = history.future.slice(0, -1);
  const rest = { past: [...history.past, entry], future };
  return future.length > 0 && sameJson(redone, flow) ? redo(rest, flow) : { flow: redone, history: rest };
}
