import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './source-files';

/** Stellwerk as a newcomer starts it: `npm start`'s own task on free ports and a data folder of its own. */
export interface Product {
  url: string;
  smtpPort: number;
  dataDir: string;
  /** The one-time log-in that the first screen prints. */
  loginUrl: string;
  /** Everything printed so far. */
  output(): string;
  /** Ends it as Ctrl-C does and gives its exit code. */
  stop(): Promise<number | null>;
}

const START_PATIENCE_MS = 150_000;

export async function startProduct(environment: Record<string, string> = {}): Promise<Product> {
  const dataDir = environment.STELLWERK_DATA_DIR ?? (await mkdtemp(join(tmpdir(), 'stellwerk-')));
  const [port, smtpPort] = await freePorts();
  const child = spawn(process.execPath, [join(root, 'bin/bootstrap.mjs'), 'start'], {
    cwd: root,
    env: {
      ...process.env,
      // The product chooses its store by itself; the tests of this process may have another one.
      MONGODB_URI: '',
      PORT: String(port),
      SMTP_PORT: String(smtpPort),
      STELLWERK_DATA_DIR: dataDir,
      STELLWERK_LANGUAGE: 'de',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output += chunk;
  });
  await waitForWelcome(child, () => output);
  const loginUrl = output.match(/https?:\/\/\S+\/log-?in\S*/)?.[0] ?? '';
  return {
    url: `http://localhost:${port}`,
    smtpPort,
    dataDir,
    loginUrl,
    output: () => output,
    stop: () => stopProduct(child, environment.STELLWERK_DATA_DIR ? null : dataDir),
  };
}

function waitForWelcome(child: ChildProcess, output: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`Not ready in time:\n${output()}`)), START_PATIENCE_MS);
    const settle = (act: () => void) => {
      clearTimeout(timer);
      clearInterval(poll);
      act();
    };
    const poll = setInterval(() => {
      if (output().includes('Stellwerk is ready')) settle(resolve);
    }, 50);
    child.once('exit', (code) => settle(() => reject(new Error(`Ended with ${code}:\n${output()}`))));
  });
}

async function stopProduct(child: ChildProcess, dataDir: string | null): Promise<number | null> {
  const code = await new Promise<number | null>((resolve) => {
    if (child.exitCode !== null) return resolve(child.exitCode);
    child.once('exit', (exitCode) => resolve(exitCode));
    child.kill('SIGINT');
  });
  if (dataDir) await rm(dataDir, { recursive: true, force: true });
  return code;
}

async function freePorts(): Promise<[number, number]> {
  const servers = [createServer(), createServer()];
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve) => {
          server.listen(0, '127.0.0.1', () => {
            const address = server.address();
            resolve(typeof address === 'object' && address ? address.port : 0);
          });
        }),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return [ports[0] ?? 0, ports[1] ?? 0];
}
