import * as z from 'zod';
import { nodeRegistry } from '@/nodes/registry.generated';
import { listFailedExecutions, startAgain } from '@/runtime/administration/failed-executions';
import { listLedgerLines, processAgain } from '@/runtime/administration/ledger-lines';
import { listMailboxChecks, wantAllMailboxChecks } from '@/runtime/administration/mailbox-checks';
import { procedure, router } from '../init';

const states = ['received', 'ticket', 'rejected', 'quarantined'] as const;

/** What became of every single inbound message. */
export const ledgerRouter = router({
  list: procedure('ledger.read')
    .input(
      z.object({
        state: z.enum(states).optional(),
        reason: z.string().max(40).optional(),
        search: z.string().max(200).optional(),
        cursor: z.date().nullish(),
        limit: z.int().min(1).max(200).default(50),
      }),
    )
    .query(async ({ input }) => {
      const { cursor, limit, ...request } = input;
      const lines = await listLedgerLines({ ...request, before: cursor, limit });
      return { lines, next: lines.length >= limit ? (lines.at(-1)?.arrivedAt ?? null) : null };
    }),
  /** The last comparison of each mailbox that is fetched with the ledger. */
  checks: procedure('ledger.read').query(() => listMailboxChecks()),
  /** Compares all of them now. */
  check: procedure('ledger.replay').mutation(() => wantAllMailboxChecks(new Date())),
  /** Executions that did not come to their end. */
  failed: procedure('ledger.read')
    .input(z.object({ cursor: z.date().nullish(), limit: z.int().min(1).max(100).default(20) }))
    .query(async ({ input: { cursor, limit } }) => {
      const executions = await listFailedExecutions(cursor ?? null, limit);
      return {
        executions,
        next: executions.length === limit ? (executions.at(-1)?.failedAt ?? null) : null,
      };
    }),
  startAgain: procedure('ledger.replay')
    .input(z.object({ id: z.string().max(64) }))
    .mutation(({ input }) => startAgain(input.id, nodeRegistry, new Date())),
  processAgain: procedure('ledger.replay')
    .input(z.object({ id: z.string().max(64) }))
    .mutation(({ input }) => processAgain(input.id, new Date())),
});
