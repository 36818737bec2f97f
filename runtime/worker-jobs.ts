import { wantNightlyChecks } from '@/runtime/channels/email/want-nightly-checks';
import type { Engine } from '@/runtime/engine/engine';
import type { EngineContext, EngineLog } from '@/runtime/engine/engine-context';
import { gaugeLedger } from '@/runtime/engine/ledger-summary';
import { moveExecutions } from '@/runtime/engine/move-executions';
import { sweepFiles } from '@/runtime/engine/sweep-files';
import { createTicketIndexer } from '@/runtime/inbox/index-tickets';
import type { FlowCheck } from '@/runtime/library/author';
import { publishPlanned } from '@/runtime/library/planned-publication';
import { distributeTickets } from '@/runtime/routing/distribute-tickets';
import { markBreachedTickets } from '@/runtime/routing/mark-breached-tickets';
import { sweepPresence } from '@/runtime/routing/sweep-presence';
import { wakeParkedTickets } from '@/runtime/routing/wake-parked-tickets';
import { appendLiveEvents } from '@/runtime/store/live-events';
import type { Job } from './jobs/job';

export interface WorkerJobsContext {
  engine: Pick<Engine, 'nudge'>;
  context: EngineContext;
  now(): number;
  log: EngineLog;
  /** Finds problems of flows with what this installation has now. */
  check(): Promise<FlowCheck>;
}

/** Everything that recurs in a worker. */
export function workerJobs(context: WorkerJobsContext): Job[] {
  return [...engineJobs(context), ...ticketJobs(context), ...flowJobs(context)];
}

/** Messages and what belongs to them. */
function engineJobs({ engine, now, log }: WorkerJobsContext): Job[] {
  return [
    {
      name: 'reconcile',
      everyMs: 30_000,
      async handle() {
        engine.nudge();
        const { unaccounted, quarantined } = await gaugeLedger(now());
        if (unaccounted > 0)
          log.warn({ unaccounted }, 'Messages have been in the ledger for over a minute without an end.');
        await appendLiveEvents([{ topic: 'ledger', key: 'summary', data: { unaccounted, quarantined } }]);
      },
    },
    {
      name: 'want mailbox checks',
      everyMs: 600_000,
      handle: () => wantNightlyChecks(new Date(now())),
    },
    {
      name: 'sweep files',
      everyMs: 600_000,
      async handle() {
        const deleted = await sweepFiles(new Date(now()));
        if (deleted > 0) log.info({ deleted }, 'Files that nobody refers to were deleted.');
      },
    },
  ];
}

/** Tickets, and the people who work on them. */
function ticketJobs({ now }: WorkerJobsContext): Job[] {
  const indexer = createTicketIndexer();
  return [
    {
      name: 'wake parked tickets',
      everyMs: 10_000,
      handle: async () => void (await wakeParkedTickets(new Date(now()))),
    },
    {
      name: 'distribute tickets',
      everyMs: 2_000,
      handle: async () => void (await distributeTickets(new Date(now()))),
    },
    {
      name: 'index tickets for search',
      everyMs: 1_000,
      handle: async () => void (await indexer.run(100, new Date(now()))),
    },
    {
      name: 'mark breached tickets',
      everyMs: 30_000,
      handle: async () => void (await markBreachedTickets(new Date(now()))),
    },
    {
      name: 'sweep presence',
      everyMs: 30_000,
      handle: async () => void (await sweepPresence(new Date(now()))),
    },
  ];
}

/** Flows and their executions. */
function flowJobs({ engine, context, now, log, check }: WorkerJobsContext): Job[] {
  return [
    {
      name: 'publish planned flows',
      everyMs: 5_000,
      async handle() {
        const published = await publishPlanned(check, new Date(now()));
        if (published > 0) log.info({ published }, 'Planned publications took place.');
      },
    },
    {
      name: 'move executions',
      everyMs: 2_000,
      handle: async () => void (await moveExecutions({ ...context, nudge: engine.nudge })),
    },
  ];
}
