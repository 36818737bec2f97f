import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
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
  });
}

/**
 * The built child: beside the built worker, or where the web application finds it from the folder that it runs in; else this
 * folder's source under tsx. The paths are put together here because a bundler takes `new URL(..., import.meta.url)` for an
 * import.
 */
function childEntry(): { entry: string; execArgv: string[] } {
  const folder = dirname(fileURLToPath(import.meta.url));
  const built = [join(folder, 'train-child.js'), join(process.cwd(), 'dist', 'train-child.js')];
  const source = join(folder, 'train-child.ts');
  const entry = [source, ...built].find((path) => existsSync(path));
  if (entry === undefined) throw new Error('The program that learns is not there.');
  return { entry, execArgv: entry === source ? ['--import', 'tsx'] : [] };
}
