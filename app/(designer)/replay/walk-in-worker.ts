import type { ActivityAnswer } from '@/runtime/scenarios/simulation';
import type { AskServer } from '../simulator/local-answers';
import type { WalkResult, WalkTask } from './walk-tasks';
import type { FromWalker, ToWalker } from './walk-worker';

/** A worker that walks messages through drafts, one task after the other. */
export interface Walker {
  /** Rejects when the task breaks, takes longer than the patience, or the walker is stopped. */
  perform<Task extends WalkTask>(task: Task): Promise<WalkResult<Task>>;
  stop(): void;
}

/** Patience with one task, milliseconds: a batch takes far less, so more is an expression that never ends. */
const PATIENCE = 60_000;

/** Starts a worker; it must be stopped. `ask` answers activities that only the server can perform. */
export function startWalker(ask: AskServer, patience = PATIENCE): Walker {
  const worker = new Worker(new URL('./walk-worker.ts', import.meta.url), { type: 'module' });
  const tell = (message: ToWalker) => worker.postMessage(message);
  let giveUp: ((reason: Error) => void) | null = null;
  return {
    perform<Task extends WalkTask>(task: Task) {
      return new Promise<WalkResult<Task>>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error('The walk took too long.')), patience);
        giveUp = reject;
        worker.onmessage = ({ data }: MessageEvent<FromWalker>) => {
          if ('question' in data) {
            const { question } = data;
            ask(data.asked)
              .catch(asFailure)
              .then((answer) => tell({ question, answer }));
            return;
          }
          clearTimeout(timer);
          if ('failure' in data) reject(new Error(data.failure));
          // The worker answers every task with what that kind of task gives.
          else resolve(data.results as WalkResult<Task>);
        };
        worker.onerror = (event) => {
          clearTimeout(timer);
          reject(new Error(event.message));
        };
        tell({ task });
      });
    },
    stop() {
      worker.terminate();
      giveUp?.(new Error('The walk was stopped.'));
    },
  };
}

/** A server that cannot be reached answers no activity: the walk goes on as it would in earnest. */
function asFailure(error: unknown): ActivityAnswer {
  return {
    error: { code: 'unavailable', message: error instanceof Error ? error.message : String(error) },
  };
}
