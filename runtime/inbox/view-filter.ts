import { DomainError } from '@/runtime/domain-error';

/** States in which somebody still has to do something. */
export const activeStates = ['new', 'open'] as const;

/** Conditions on tickets in the words of the store. */
export type TicketFilter = Record<string, unknown>;

/**
 * The tickets of a view. Ids: `mine`, `unassigned`, `open`, `parked`, `closed`, `queue:<id>`, `sorted:<field>:<value>`.
 * Errors: DomainError `viewUnknown`.
 */
export function filterOfView(viewId: string, accountId: string): TicketFilter {
  const active = { state: { $in: [...activeStates] } };
  switch (viewId) {
    case 'mine':
      return { assigneeId: accountId, ...active };
    case 'unassigned':
      return { assigneeId: null, ...active };
    case 'open':
      return active;
    case 'parked':
      return { state: 'parked' };
    case 'closed':
      return { state: 'closed' };
  }
  const queue = /^queue:(.+)$/.exec(viewId)?.[1];
  if (queue) return { queueId: queue, ...active };
  const sorted = /^sorted:([A-Za-z_][A-Za-z0-9_]*):(.+)$/.exec(viewId);
  if (sorted?.[1] && sorted[2]) return { [fieldPath(sorted[1])]: sorted[2], ...active };
  throw new DomainError('notFound', 'viewUnknown', `There is no inbox view ${viewId}.`);
}

/** Where a ticket keeps what a sorting node found: the usual field has a place of its own, with an index. */
export function fieldPath(field: string): string {
  return field === 'category' ? 'category' : `fields.${field}`;
}
