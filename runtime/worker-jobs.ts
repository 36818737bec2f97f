import type { Engine } from '@/runtime/engine/engine';
import type { EngineLog } from '@/runtime/engine/engine-context';
import { summariseLedger } from '@/runtime/engine/ledger-summary';
import { distributeTickets } from '@/runtime/routing/distribute-tickets';
import { markBreachedTickets } from '@/runtime/routing/mark-breached-tickets';
import { sweepPresence } from '@/runtime/routing/sweep-presence';
import { wakeParkedTickets } from '@/runtime/routing/wake-parked-tickets';
import { appendLiveEvents } from '@/runtime/store/live-events';
import type { Job } from './jobs/job';

export interface WorkerJobsContext {
  engine: Pick<Engine, 'nudge'>;
  now(): number;
  log: EngineLog;
}

/** Everything that recurs in a worker. */
export function workerJobs({ engine, now, log }: WorkerJobsContext): Job[] {
  return [
    {
      name: 'reconcile',
      everyMs: 30_000,
      async handle() {
        engine.nudge();
        const { unaccounted, states } = await summariseLedger(now());
        if (unaccounted > 0)
          log.warn({ unaccounted }, 'Messages have been in the ledger for over a minute without an end.');
        await appendLiveEvents([
          { topic: 'ledger', key: 'summary', data: { unaccounted, quarantined: states.quarantined } },
        ]);
      },
    },
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
