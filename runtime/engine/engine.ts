import type { InboundMessage, Receipt } from '@/runtime/channels/inbound-message';
import { createActivityRunner } from './activity-runner';
import { claimExecutions } from './claim-executions';
import { drainSchedules } from './drain-schedules';
import { drainTimers } from './drain-timers';
import type { EngineContext } from './engine-context';
import { loadExecutions } from './load-executions';
import { createLoop, type Loop } from './loop';
import { createMessageWay } from './receive-message';
import { claimLedgerLines } from './redrive-ledger';

export interface Engine {
  /** Hands in a message. When it resolves, the source may be told "got it". */
  receive(message: InboundMessage): Promise<Receipt>;
  /** Begins to look for work that others left: events, timers, leases that have ended. */
  start(): void;
  /** Ends what is on its way and looks for no more. Whatever is left is found by the next worker. */
  stop(): Promise<void>;
  /** Takes everything that is due now, until nothing is. For jobs and tests. */
  settle(): Promise<void>;
  nudge(): void;
}

export interface EngineIntervals {
  /** Milliseconds between two looks when nobody nudges. */
  advanceMs: number;
  admitMs: number;
  timersMs: number;
  schedulesMs: number;
}

const defaultIntervals: EngineIntervals = { advanceMs: 250, admitMs: 250, timersMs: 500, schedulesMs: 5000 };

/**
 * The durable engine of one process. Several may work on one store: leases and revisions keep them apart.
 * `context.nudge` is replaced by one that wakes the loops of this engine.
 */
export function createEngine(base: EngineContext, intervals: Partial<EngineIntervals> = {}): Engine {
  const every = { ...defaultIntervals, ...intervals };
  const loops: Partial<Record<'admit' | 'advance' | 'timers' | 'schedules', Loop>> = {};
  const context: EngineContext = {
    ...base,
    nudge(what) {
      if (what === 'outgoing') base.nudge(what);
      else loops[what]?.nudge();
    },
  };
  const activities = createActivityRunner(context, (loaded) => way.advance([loaded]));
  const way = createMessageWay(context, activities);

  /** Results of activities are ways to go on, which may begin activities: until neither has anything to do. */
  async function quiet(): Promise<void> {
    while (way.busy() || activities.busy()) {
      await way.idle();
      await activities.idle();
    }
  }

  /** Each gives how much there was: while there is something, it is done again at once. */
  const work = {
    async admit(): Promise<number> {
      const works = await claimLedgerLines(context, context.limits.batchSize);
      await way.admit(works);
      return works.length;
    },
    async advance(): Promise<number> {
      const executions = await claimExecutions(context, context.limits.batchSize);
      await way.advance(await loadExecutions(context, executions));
      return executions.length;
    },
    timers: () => drainTimers(context),
    schedules: () => drainSchedules(context, way.receive),
  };
  loops.admit = createLoop('admit', work.admit, every.admitMs, context.log);
  loops.advance = createLoop('advance', work.advance, every.advanceMs, context.log);
  loops.timers = createLoop('timers', work.timers, every.timersMs, context.log);
  loops.schedules = createLoop('schedules', work.schedules, every.schedulesMs, context.log);

  return {
    receive: way.receive,
    start() {
      for (const loop of Object.values(loops)) loop.start();
    },
    async stop() {
      await Promise.all(Object.values(loops).map((loop) => loop.stop()));
      await quiet();
    },
    async settle() {
      for (;;) {
        await quiet();
        const found =
          (await work.admit()) + (await work.timers()) + (await work.schedules()) + (await work.advance());
        if (found === 0 && !way.busy() && !activities.busy()) return;
      }
    },
    nudge() {
      for (const loop of Object.values(loops)) loop.nudge();
    },
  };
}
