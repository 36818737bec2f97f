import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import type { Category, ClassifierModel } from './classifier-model';
import { rebuildModel } from './rebuild-model';

const replySchema = z.object({ model: z.string() });
/** Far more than any training needs: only a machine in trouble takes it. */
const LIMIT_MS = 60_000;

/**
 * Learns a classifier in a process of its own, so that messages go on meanwhile.
 * @throws Error when the process ends without a model
 */
export function trainElsewhere(categories: readonly Required<Category>[]): Promise<ClassifierModel> {
  return new Promise((resolve, reject) => {
    const { entry, execArgv } = childEntry();
    const child = fork(entry, [], {
      execArgv,
      // Nothing of the server's surroundings (keys, addresses) reaches the child.
      env: { PATH: process.env.PATH, NODE_ENV: process.env.NODE_ENV },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS);
    child.once('message', (message) => {
      const reply = replySchema.safeParse(message);
      if (reply.success) resolve(rebuildModel(reply.data.model));
      else reject(new Error('The training process answered with something else than a model.'));
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      // After an answer this changes nothing any more.
      reject(new Error(`The training process ended without a model (${signal ?? code}).`));
    });
    child.send({ categories }, (error) => {
      if (error) reject(error);
    });
    // A process that is ending does not wait for a model.
    child.unref();
    child.channel?.unref?.();
    timer.unref();
  });
}

/** The built child beside the built worker, else this folder's source under tsx. */
function childEntry(): { entry: string; execArgv: string[] } {
  const built = fileURLToPath(new URL('./train-child.js', import.meta.url));
  if (existsSync(built)) return { entry: built, execArgv: [] };
  const source = fileURLToPath(new URL('./train-child.ts', import.meta.url));
  return { entry: source, execArgv: ['--import', 'tsx'] };
}
