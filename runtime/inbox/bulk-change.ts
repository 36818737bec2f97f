import { DomainError } from '@/runtime/domain-error';
import type { Person } from './person';
import {
  assignTicket,
  closeTicket,
  parkTicket,
  reopenTicket,
  returnTicket,
  tagTicket,
  takeTicket,
  transferTicket,
} from './ticket-operations';
import { undoChange } from './undo-change';

export type BulkChange =
  | { kind: 'close' }
  | { kind: 'reopen' }
  | { kind: 'take' }
  | { kind: 'giveBack' }
  | { kind: 'assign'; agentId: string }
  | { kind: 'transfer'; queueId: string }
  | { kind: 'park'; until: Date | null }
  | { kind: 'tag'; add: string[]; remove: string[] };

export interface BulkOutcome {
  /** Changes that were made, to undo them with. */
  changeIds: string[];
  /** Tickets that were left as they are, with the code of why. */
  refused: { id: string; code: string }[];
}

/** Does the same to several tickets, one after the other; one that refuses keeps no other from it. */
export async function changeTickets(
  ids: string[],
  change: BulkChange,
  by: Person,
  now: Date,
  language: string,
): Promise<BulkOutcome> {
  return collect([...new Set(ids)], async (id) => (await applyTo(id, change, by, now, language)).changeId);
}

/** Takes several changes back, each as `undoChange` would. */
export function undoChanges(changeIds: string[], by: Person, now: Date): Promise<BulkOutcome> {
  return collect(changeIds, async (id) => (await undoChange(id, by, now)).changeId);
}

async function collect(ids: string[], act: (id: string) => Promise<string>): Promise<BulkOutcome> {
  const outcome: BulkOutcome = { changeIds: [], refused: [] };
  for (const id of ids) {
    try {
      outcome.changeIds.push(await act(id));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      outcome.refused.push({ id, code: error.code });
    }
  }
  return outcome;
}

function applyTo(id: string, change: BulkChange, by: Person, now: Date, language: string) {
  switch (change.kind) {
    case 'close':
      return closeTicket(id, by, now);
    case 'reopen':
      return reopenTicket(id, by, now);
    case 'take':
      return takeTicket(id, by, now);
    case 'giveBack':
      return returnTicket(id, by, now);
    case 'assign':
      return assignTicket(id, change.agentId, by, now);
    case 'transfer':
      return transferTicket(id, change.queueId, by, now, language);
    case 'park':
      return parkTicket(id, change.until, by, now);
    case 'tag':
      return tagTicket(id, change, by, now);
  }
}
