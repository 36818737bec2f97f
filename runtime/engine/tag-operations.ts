import type { AnyBulkWriteOperation } from 'mongodb';
import type { Command } from '@/runtime/flow/execution';
import type { TicketRecord } from '@/runtime/store/tickets';
import type { TicketSurroundings } from './ticket-operations';

/**
 * The tags a command takes away, where it adds others as well: one update cannot do both to one list. Guarded by the
 * same number as the command, before the update that counts it as carried out.
 */
export function removeTagsOperation(
  command: Command,
  { executionId, ticketId }: TicketSurroundings,
): AnyBulkWriteOperation<TicketRecord> | null {
  if (command.type !== 'setTicketFields') return null;
  const { add = [], remove = [] } = command.tags ?? {};
  if (add.length === 0 || remove.length === 0) return null;
  return {
    updateOne: {
      filter: { _id: ticketId, [`applied.${executionId}`]: { $not: { $gte: command.seq } } },
      update: { $pull: { tags: { $in: remove } } },
    },
  };
}
