import type { EngineLog } from './engine-context';

export interface Loop {
  start(): void;
  /** Resolves when the work in hand is done; no more is begun. */
  stop(): Promise<void>;
  /** Looks for work now, or once more after what it is at. */
  nudge(): void;
}

/** Longest pause after failures, milliseconds. */
const longestPause = 10_000;

/**
 * Does `work` again and again: at once while there is some (`work` gives how much there was), on a nudge, and every
 * `everyMs`. A failure is logged and tried again after a growing pause; it never ends the loop.
 */
export function createLoop(name: string, work: () => Promise<number>, everyMs: number, log: EngineLog): Loop {
  let running: Promise<void> | null = null;
  let stopped = false;
  let nudged = false;
  let wake: (() => void) | null = null;
  let failures = 0;

  async function turn(): Promise<number> {
    try {
      const found = await work();
      failures = 0;
      return found > 0 ? 0 : everyMs;
    } catch (error) {
      failures += 1;
      log.error({ error, loop: name, failures }, 'The engine could not do its work; it tries again.');
      return Math.min(longestPause, everyMs * 2 ** Math.min(failures, 8));
    }
  }

  async function keepGoing(): Promise<void> {
    while (!stopped) {
      nudged = false;
      const pause = await turn();
      if (pause === 0 || (nudged && failures === 0) || stopped) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pause);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      wake = null;
    }
  }

  return {
    start() {
      running ??= keepGoing();
    },
    async stop() {
      stopped = true;
      wake?.();
      await running;
    },
    nudge() {
      nudged = true;
      if (failures === 0) wake?.();
    },
  };
}
