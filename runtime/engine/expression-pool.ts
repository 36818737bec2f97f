import { ExpressionError, type ExpressionMoment, type Expressions } from '@/runtime/flow/expressions';
import { createJsonataExpressions } from '@/runtime/flow/expressions-jsonata';
import type { Json } from '@/runtime/flow/json';
import type { Scope } from '@/runtime/flow/scope';
import { type ExpressionJob, type ExpressionWorker, startExpressionWorker } from './expression-worker';
import { readPlainPath } from './plain-path';

export interface ExpressionPoolOptions {
  /** Child processes at most; they are started when they are first needed. */
  children: number;
  /** Heap of a child, MB. */
  memoryMb: number;
  /** An evaluation that has not answered after this many milliseconds is ended with its process. */
  killAfterMs: number;
}

export interface ExpressionPool {
  expressions: Expressions;
  stop(): void;
}

const defaults: ExpressionPoolOptions = { children: 2, memoryMb: 96, killAfterMs: 1000 };

/**
 * Evaluates expressions in child processes: JSONata's own limits stop neither a single costly call nor memory, so a
 * child has a small heap and is killed when it does not answer. Reading an expression, and plain paths such as
 * `ticket.fields.amount`, which cannot do harm, stay in this process.
 */
export function createExpressionPool(options: Partial<ExpressionPoolOptions> = {}): ExpressionPool {
  const settings = { ...defaults, ...options };
  const here = createJsonataExpressions();
  const workers: ExpressionWorker[] = [];
  const waiting: ExpressionJob[] = [];
  let nextId = 1;
  let stopped = false;

  function evaluateElsewhere(
    source: string,
    scope: Scope,
    moment: ExpressionMoment,
  ): Promise<Json | undefined> {
    return new Promise((resolve, reject) => {
      if (stopped) {
        reject(new ExpressionError('stopped', 'The server is stopping.'));
        return;
      }
      waiting.push({ id: nextId++, source, scope, moment, resolve, reject });
      assign();
    });
  }

  function assign(): void {
    while (waiting.length > 0) {
      const free = workers.find((worker) => !worker.busy()) ?? start();
      if (!free) return;
      const job = waiting.shift();
      if (!job) return;
      free.give(job);
    }
  }

  function start(): ExpressionWorker | null {
    if (workers.length >= settings.children) return null;
    const started = startExpressionWorker({
      ...settings,
      onFree: assign,
      onGone() {
        workers.splice(workers.indexOf(started), 1);
        if (!stopped) assign();
      },
    });
    workers.push(started);
    return started;
  }

  return {
    expressions: {
      parse: (source) => here.parse(source),
      evaluate(source, scope, moment) {
        const plain = readPlainPath(source, scope);
        return plain.known ? plain.value : evaluateElsewhere(source, scope, moment);
      },
    },
    stop() {
      stopped = true;
      for (const job of waiting.splice(0)) {
        job.reject(new ExpressionError('stopped', 'The server is stopping.'));
      }
      for (const worker of workers) worker.kill();
    },
  };
}
