import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ExpressionError, type ExpressionMoment } from '@/runtime/flow/expressions';
import type { Json } from '@/runtime/flow/json';
import type { Scope } from '@/runtime/flow/scope';
import type { ExpressionGreeting, ExpressionReply } from './expression-child';

export interface ExpressionJob {
  id: number;
  source: string;
  scope: Scope;
  moment: ExpressionMoment;
  resolve(value: Json | undefined): void;
  reject(error: ExpressionError): void;
}

export interface ExpressionWorker {
  busy(): boolean;
  /** Settles the job, whatever happens to the process. Only while it is not busy. */
  give(job: ExpressionJob): void;
  kill(): void;
}

export interface ExpressionWorkerOptions {
  /** Heap of the process, MB. */
  memoryMb: number;
  /** An evaluation that has not answered after this many milliseconds is ended with the process. */
  killAfterMs: number;
  /** It takes another job. */
  onFree(): void;
  onGone(): void;
}

/** How long a child may take to start, milliseconds: a busy machine is no fault of the expression. */
const startLimitMs = 30_000;

/** A child process that evaluates one expression after another, and is killed when one takes too long. */
export function startExpressionWorker(options: ExpressionWorkerOptions): ExpressionWorker {
  const child = forkChild(options.memoryMb);
  /** Whether it has said that it is there: only from then on its time counts. */
  let ready = false;
  let current: ExpressionJob | null = null;
  let timer: NodeJS.Timeout | undefined;
  let timedOut = false;

  /** Ends the child when it has not answered by then. */
  function limit(ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      timedOut = true;
      child.kill('SIGKILL');
    }, ms);
  }

  function release(): ExpressionJob | null {
    clearTimeout(timer);
    const job = current;
    current = null;
    return job;
  }

  child.on('message', (said: ExpressionReply | ExpressionGreeting) => {
    if ('id' in said) {
      if (current?.id !== said.id) return;
      const job = release();
      if (job) settle(job, said);
      options.onFree();
    } else {
      ready = true;
      if (current) limit(options.killAfterMs);
    }
  });
  child.on('error', () => child.kill('SIGKILL'));
  child.on('exit', () => {
    release()?.reject(
      timedOut
        ? new ExpressionError('timeout', 'The expression did not end in time.')
        : new ExpressionError('memory', 'The expression needed more memory than it may.'),
    );
    options.onGone();
  });

  return {
    busy: () => current !== null,
    give(job) {
      current = job;
      limit(ready ? options.killAfterMs : startLimitMs);
      const { id, source, scope, moment } = job;
      child.send({ id, source, scope, moment }, (error) => {
        if (error && current === job) child.kill('SIGKILL');
      });
    },
    kill: () => child.kill('SIGKILL'),
  };
}

function settle(job: ExpressionJob, reply: ExpressionReply): void {
  // The child copied its result to plain JSON (`createJsonataExpressions`): this is the checked boundary.
  if (reply.ok) job.resolve(reply.defined ? (reply.value as Json) : undefined);
  else job.reject(new ExpressionError(reply.code, reply.message, reply.position));
}

function forkChild(memoryMb: number): ChildProcess {
  const { entry, execArgv } = childEntry();
  return fork(entry, [], {
    execArgv: [...execArgv, `--max-old-space-size=${memoryMb}`],
    // Nothing of the server's surroundings (keys, addresses) reaches the child.
    env: { PATH: process.env.PATH, NODE_ENV: process.env.NODE_ENV },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
}

/** The built child beside the built worker, else this folder's source under tsx. */
function childEntry(): { entry: string; execArgv: string[] } {
  const built = fileURLToPath(new URL('./expression-child.js', import.meta.url));
  if (existsSync(built)) return { entry: built, execArgv: [] };
  const builtModule = fileURLToPath(new URL('./expression-child.mjs', import.meta.url));
  if (existsSync(builtModule)) return { entry: builtModule, execArgv: [] };
  return {
    entry: fileURLToPath(new URL('./expression-child.ts', import.meta.url)),
    execArgv: ['--import', 'tsx'],
  };
}
