import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startInstallationStore } from '@/runtime/store/installation-store';
import { youngGeneration } from '@/runtime/young-generation';
import { readSecret } from './secret';
import { type Child, superviseChild } from './supervise-child';
import { findTakenPort } from './taken-port';

/**
 * Parent of everything `npm start` runs: the embedded store (unless MONGODB_URI names a MongoDB), the worker and the
 * web server. `STELLWERK_ONLY=web|worker` starts one of them alone.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const only = process.env.STELLWERK_ONLY;
const port = Number(process.env.PORT ?? 3000);
const smtpPort = Number(process.env.SMTP_PORT ?? 2525);
const host = process.env.STELLWERK_HOST ?? '127.0.0.1';
const dataDir = resolve(process.env.STELLWERK_DATA_DIR ?? resolve(root, 'data'));
const children: Child[] = [];
let stopStore: (() => Promise<void>) | null = null;
let stopping = false;

async function main(): Promise<void> {
  const workerOptions = process.env.NODE_OPTIONS ?? youngGeneration.worker;
  process.env.NODE_OPTIONS ??= youngGeneration.usual;
  const began = performance.now();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0));
  await refuseTakenPorts();
  prepareDataFolder();
  const uri = process.env.MONGODB_URI || (await startStore());
  const address = `http://${host === '127.0.0.1' ? 'localhost' : host}:${port}`;
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: 'production',
    MONGODB_URI: uri,
    PORT: String(port),
    HOSTNAME: host,
    SMTP_PORT: String(smtpPort),
    STELLWERK_HOST: host,
    STELLWERK_DATA_DIR: dataDir,
    STELLWERK_FLOWS_DIR: process.env.STELLWERK_FLOWS_DIR ?? resolve(root, 'flows'),
    STELLWERK_URL: process.env.STELLWERK_URL ?? address,
    STELLWERK_SECRET_KEY: process.env.STELLWERK_SECRET_KEY ?? readSecret(dataDir),
  };
  const ready: Promise<unknown>[] = [];
  let loginPath: string | null = null;
  if (only !== 'web') {
    const worker = superviseChild(
      'worker',
      resolve(root, 'dist/worker.js'),
      { ...environment, NODE_OPTIONS: workerOptions },
      { onGiveUp: () => stop(1) },
    );
    worker.onMessage((message) => {
      if (message.type === 'login' && typeof message.path === 'string') loginPath = message.path;
    });
    children.push(worker);
    ready.push(worker.ready);
  }
  if (only !== 'worker') {
    const web = superviseChild('web server', resolve(root, '.next/standalone/server.js'), environment, {
      readyWhen: () => answers(`http://${host}:${port}/api/health`),
      onGiveUp: () => stop(1),
    });
    children.push(web);
    ready.push(web.ready);
  }
  await Promise.all(ready);
  if (stopping) return;
  printWelcome({ address, loginPath, seconds: (performance.now() - began) / 1000 });
}

function printWelcome(facts: { address: string; loginPath: string | null; seconds: number }): void {
  const lines = ['', `  Stellwerk is ready (${facts.seconds.toFixed(1)} s)`, ''];
  if (only !== 'worker') lines.push(`  Open            ${facts.address}`);
  if (facts.loginPath) lines.push(`  Sign in once    ${facts.address}${facts.loginPath}`);
  if (only !== 'web')
    lines.push(
      `  Try it          send a mail to localhost:${smtpPort}, addressed to service@stellwerk.local`,
    );
  lines.push(
    `  Data            ${process.env.MONGODB_URI ? 'MONGODB_URI' : dataDir}`,
    '  Stop            Ctrl-C',
    '',
  );
  console.log(lines.join('\n'));
}

async function refuseTakenPorts(): Promise<void> {
  const wanted = [
    ...(only === 'worker' ? [] : [{ name: 'PORT', port }]),
    ...(only === 'web' ? [] : [{ name: 'SMTP_PORT', port: smtpPort }]),
  ];
  for (const { name, port: number } of wanted) {
    if (!Number.isInteger(number) || number < (name === 'SMTP_PORT' ? 0 : 1) || number > 65_535)
      refuse(`${name} must be a port number from 1 to 65535.`);
  }
  const taken = await findTakenPort(host, wanted);
  if (taken) {
    const why = taken.reason === 'denied' ? 'may not be opened by this user' : 'is already in use';
    refuse(
      `Port ${taken.port} ${why}. Choose another one, for example: ${taken.name}=${taken.port + 1} npm start`,
    );
  }
}

function prepareDataFolder(): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    refuse(
      `The data folder ${dataDir} cannot be created (${error instanceof Error ? error.message : String(error)}). Set STELLWERK_DATA_DIR to a folder that may be written.`,
    );
  }
}

async function startStore(): Promise<string> {
  try {
    const store = await startInstallationStore({ dataDir, root });
    stopStore = store.stop;
    return store.uri;
  } catch (error) {
    return refuse(
      `The database in ${dataDir} could not be started: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    // Not listening yet.
    return false;
  }
}

function refuse(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

/** Web first, so that nobody writes any more; then the worker, which finishes what it holds; the store last. */
async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  for (const child of [...children].reverse()) await child.stop();
  await stopStore?.();
  process.exit(code);
}

await main();
