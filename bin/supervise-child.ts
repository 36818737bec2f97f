import { type ChildProcess, fork } from 'node:child_process';
import { dirname } from 'node:path';
import * as z from 'zod';

const childMessageSchema = z.looseObject({ type: z.string() });
export type ChildMessage = z.infer<typeof childMessageSchema>;

export interface Child {
  /** Resolves when the process says `{ type: 'ready' }` or `readyWhen` tells so for the first time. */
  ready: Promise<void>;
  onMessage(listener: (message: ChildMessage) => void): void;
  stop(): Promise<void>;
}

export interface SuperviseOptions {
  readyWhen?: () => Promise<boolean>;
  /** The process died before it ever was ready, so starting it again would not help. */
  onGiveUp: () => void;
}

const STOP_PATIENCE_MS = 10_000;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Keeps one process alive: started again after a crash with a growing pause, stopped with SIGTERM and, after ten
 * seconds, with SIGKILL. Nothing in Stellwerk is lost by a kill; patience only spares others the reconnecting.
 */
export function superviseChild(
  name: string,
  file: string,
  environment: NodeJS.ProcessEnv,
  options: SuperviseOptions,
): Child {
  const listeners: ((message: ChildMessage) => void)[] = [];
  let child: ChildProcess;
  let stopping = false;
  let wasReady = false;
  let pauseMs = 500;
  const { promise: ready, resolve: becomeReady } = Promise.withResolvers<void>();

  const markReady = () => {
    wasReady = true;
    pauseMs = 500;
    becomeReady();
  };

  const start = () => {
    child = fork(file, [], {
      env: environment,
      cwd: dirname(file),
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    child.on('message', (raw) => {
      const message = childMessageSchema.safeParse(raw);
      if (!message.success) return;
      if (message.data.type === 'ready') markReady();
      for (const listener of listeners) listener(message.data);
    });
    child.on('exit', (code, signal) => {
      if (stopping) return;
      if (!wasReady) {
        console.error(
          `The ${name} could not be started (${signal ?? `exit code ${code}`}); see the lines above.`,
        );
        options.onGiveUp();
        return;
      }
      console.error(
        `The ${name} stopped unexpectedly (${signal ?? `exit code ${code}`}); starting it again.`,
      );
      setTimeout(start, pauseMs);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    });
    if (options.readyWhen) void pollReady(options.readyWhen);
  };

  const pollReady = async (readyWhen: () => Promise<boolean>) => {
    const watched = child;
    while (!stopping && watched.exitCode === null) {
      if (await readyWhen()) return markReady();
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
  };

  start();
  return {
    ready,
    onMessage: (listener) => void listeners.push(listener),
    stop: () => {
      stopping = true;
      return stopProcess(child);
    },
  };
}

function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const kill = setTimeout(() => child.kill('SIGKILL'), STOP_PATIENCE_MS);
    child.once('exit', () => {
      clearTimeout(kill);
      resolve();
    });
    child.kill('SIGTERM');
  });
}
