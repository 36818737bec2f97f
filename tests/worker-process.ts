import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The real worker as one file, as it is shipped. */
export interface WorkerBundle {
  /** Starts a worker and resolves when it is ready. */
  start(environment: Record<string, string>): Promise<ChildProcess>;
  remove(): void;
}

export async function bundleWorker(): Promise<WorkerBundle> {
  const folder = join(root, '.test', `worker-${process.pid}-${Math.random().toString(36).slice(2)}`);
  await build({
    absWorkingDir: root,
    entryPoints: { worker: 'runtime/worker.ts', 'expression-child': 'runtime/engine/expression-child.ts' },
    outdir: folder,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    jsx: 'automatic',
    logLevel: 'error',
  });
  return {
    start: (environment) => startWorker(join(folder, 'worker.js'), environment),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function startWorker(file: string, environment: Record<string, string>): Promise<ChildProcess> {
  const started = fork(file, [], {
    env: { ...process.env, STELLWERK_LOG_LEVEL: 'fatal', ...environment },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  await new Promise<void>((resolve, reject) => {
    started.on('message', (message) => {
      if (typeof message === 'object' && message !== null && 'type' in message && message.type === 'ready')
        resolve();
    });
    started.once('exit', (code) => reject(new Error(`The worker ended before it was ready (${code}).`)));
  });
  return started;
}

/** Ends a process at once and waits for its end. */
export async function killProcess(started: ChildProcess): Promise<void> {
  if (started.exitCode !== null || started.signalCode !== null) return;
  const ended = once(started, 'exit');
  started.kill('SIGKILL');
  await ended;
}
