import { DomainError } from '@/runtime/domain-error';
import type { TicketState } from '@/runtime/store/tickets';

/** States in which somebody still has to do something. */
export const activeStates = ['new', 'open'] as const;

/** Conditions on tickets in the words of the store. */
export type TicketFilter = Record<string, unknown>;

/**
 * The tickets of a view: the states it shows, and what else holds for them. Ids: `mine`, `unassigned`, `open`, `parked`,
 * `closed`, `queue:<id>`, `sorted:<field>:<value>`. Errors: DomainError `viewUnknown`.
 */
export function partsOfView(
  viewId: string,
  accountId: string,
): { states: readonly TicketState[]; rest: TicketFilter } {
  if (viewId === 'parked' || viewId === 'closed') return { states: [viewId], rest: {} };
  return { states: activeStates, rest: restOfView(viewId, accountId) };
}

function restOfView(viewId: string, accountId: string): TicketFilter {
  if (viewId === 'open') return {};
  if (viewId === 'mine') return { assigneeId: accountId };
  if (viewId === 'unassigned') return { assigneeId: null };
  const queue = /^queue:(.+)$/.exec(viewId)?.[1];
  if (queue) return { queueId: queue };
  const sorted = /^sorted:([A-Za-z_][A-Za-z0-9_]*):(.+)$/.exec(viewId);
  if (sorted?.[1] && sorted[2]) return { [fieldPath(sorted[1])]: sorted[2] };
  throw new DomainError('notFound', 'viewUnknown', `There is no inbox view ${viewId}.`);
}

/** Where a ticket keeps what a sorting node found: the usual field has a place of its own, with an index. */
export function fieldPath(field: string): string {
  return field === 'category' ? 'category' : `fields.${field}`;
}
