import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '@/tests/free-port';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Time from `npm start` of a built installation to the first answer on `/`, for an empty and for a used data folder,
 * and the memory of all its processes then.
 */
export async function benchFirstPage(): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'stellwerk-bench-'));
  try {
    for (const round of ['empty data folder', 'used data folder', 'used data folder']) {
      const { seconds, megabytes } = await startOnce(dataDir);
      console.log(
        `first page, ${round}: ${seconds.toFixed(2)} s; all processes together: ${megabytes.toFixed(0)} MB`,
      );
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function startOnce(dataDir: string): Promise<{ seconds: number; megabytes: number }> {
  const [port, smtpPort] = [await freePort(), await freePort()];
  const began = performance.now();
  const child = spawn(process.execPath, [join(root, 'bin/bootstrap.mjs'), 'start'], {
    env: {
      ...process.env,
      MONGODB_URI: '',
      PORT: String(port),
      SMTP_PORT: String(smtpPort),
      STELLWERK_DATA_DIR: dataDir,
    },
    stdio: 'ignore',
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  while (!(await answers(`http://127.0.0.1:${port}/`))) {
    if (child.exitCode !== null) throw new Error(`Stellwerk ended with ${child.exitCode}.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const seconds = (performance.now() - began) / 1000;
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const megabytes = await memoryOfTree(child.pid ?? 0);
  child.kill('SIGINT');
  await ended;
  return { seconds, megabytes };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { redirect: 'follow' })).ok;
  } catch {
    // Nobody listens yet.
    return false;
  }
}

/** Resident memory of a process and all below it, in MB; Linux only, 0 elsewhere. */
async function memoryOfTree(pid: number): Promise<number> {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    const own = Number(status.match(/VmRSS:\s+(\d+)/)?.[1] ?? 0) / 1024;
    const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
    const below = await Promise.all(
      children
        .trim()
        .split(/\s+/)
        .filter(Boolean)
        .map((child) => memoryOfTree(Number(child))),
    );
    return own + below.reduce((sum, one) => sum + one, 0);
  } catch {
    // The process ended meanwhile, or this is not Linux.
    return 0;
  }
}
