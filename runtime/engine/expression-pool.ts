import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ExpressionError, type ExpressionMoment, type Expressions } from '@/runtime/flow/expressions';
import { createJsonataExpressions } from '@/runtime/flow/expressions-jsonata';
import type { Json } from '@/runtime/flow/json';
import type { Scope } from '@/runtime/flow/scope';
import type { ExpressionGreeting, ExpressionReply } from './expression-child';
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

interface Job {
  id: number;
  source: string;
  scope: Scope;
  moment: ExpressionMoment;
  resolve(value: Json | undefined): void;
  reject(error: ExpressionError): void;
}

interface Child {
  process: ChildProcess;
  /** Whether it has said that it is there: only from then on its time counts. */
  ready: boolean;
  job: Job | null;
  timer: NodeJS.Timeout | null;
  timedOut: boolean;
}

/** How long a child may take to start, milliseconds: a busy machine is no fault of the expression. */
const startLimitMs = 30_000;

const defaults: ExpressionPoolOptions = { children: 2, memoryMb: 96, killAfterMs: 1000 };

/**
 * Evaluates expressions in child processes: JSONata's own limits stop neither a single costly call nor memory, so a
 * child has a small heap and is killed when it does not answer. Reading an expression, and plain paths such as
 * `ticket.fields.amount`, which cannot do harm, stay in this process.
 */
export function createExpressionPool(options: Partial<ExpressionPoolOptions> = {}): ExpressionPool {
  const settings = { ...defaults, ...options };
  const here = createJsonataExpressions();
  const children: Child[] = [];
  const waiting: Job[] = [];
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
      const free = children.find((child) => child.job === null) ?? startChild();
      if (!free) return;
      const job = waiting.shift();
      if (!job) return;
      give(free, job);
    }
  }

  function give(child: Child, job: Job): void {
    child.job = job;
    limit(child, child.ready ? settings.killAfterMs : startLimitMs);
    child.process.send({ id: job.id, source: job.source, scope: job.scope, moment: job.moment }, (error) => {
      if (error && child.job === job) child.process.kill('SIGKILL');
    });
  }

  /** Ends the child when it has not answered by then. */
  function limit(child: Child, ms: number): void {
    if (child.timer) clearTimeout(child.timer);
    child.timer = setTimeout(() => {
      child.timedOut = true;
      child.process.kill('SIGKILL');
    }, ms);
  }

  function startChild(): Child | null {
    if (children.length >= settings.children) return null;
    const { entry, execArgv } = childEntry();
    const started = fork(entry, [], {
      execArgv: [...execArgv, `--max-old-space-size=${settings.memoryMb}`],
      // Nothing of the server's surroundings (keys, addresses) reaches the child.
      env: { PATH: process.env.PATH, NODE_ENV: process.env.NODE_ENV },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const child: Child = { process: started, ready: false, job: null, timer: null, timedOut: false };
    started.on('message', (said: ExpressionReply | ExpressionGreeting) => {
      if ('id' in said) finish(child, said);
      else {
        child.ready = true;
        if (child.job) limit(child, settings.killAfterMs);
      }
    });
    started.on('error', () => started.kill('SIGKILL'));
    started.on('exit', () => buried(child));
    children.push(child);
    return child;
  }

  function finish(child: Child, reply: ExpressionReply): void {
    const { job } = child;
    if (!job || job.id !== reply.id) return;
    release(child);
    // The child copied its result to plain JSON (`createJsonataExpressions`): this is the checked boundary.
    if (reply.ok) job.resolve(reply.defined ? (reply.value as Json) : undefined);
    else job.reject(new ExpressionError(reply.code, reply.message, reply.position));
    assign();
  }

  function buried(child: Child): void {
    const { job } = child;
    children.splice(children.indexOf(child), 1);
    release(child);
    if (job) {
      job.reject(
        child.timedOut
          ? new ExpressionError('timeout', 'The expression did not end in time.')
          : new ExpressionError('memory', 'The expression needed more memory than it may.'),
      );
    }
    if (!stopped) assign();
  }

  function release(child: Child): void {
    if (child.timer) clearTimeout(child.timer);
    child.timer = null;
    child.job = null;
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
      for (const child of children) child.process.kill('SIGKILL');
    },
  };
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
