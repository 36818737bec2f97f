import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommand } from './run-command';

/** What goes wrong at a start is told in one clear sentence, and nothing is left running. */
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stellwerk-start-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

function startWorker(environment: Record<string, string>) {
  return runCommand(['worker'], {
    environment: { MONGODB_URI: '', STELLWERK_DATA_DIR: join(folder, 'data'), ...environment },
  });
}

describe('a start that cannot succeed', () => {
  it('names the port that is taken and how to choose another', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const result = await startWorker({ SMTP_PORT: String(port) });
    await new Promise((resolve) => server.close(resolve));
    expect(result.code).toBe(1);
    expect(result.stderr.trim()).toBe(
      `Port ${port} is already in use. Choose another one, for example: SMTP_PORT=${port + 1} npm start`,
    );
  });

  it('refuses a port that is none', async () => {
    const result = await startWorker({ SMTP_PORT: 'mail' });
    expect(result.code).toBe(1);
    expect(result.stderr).toContain('SMTP_PORT must be a port number');
  });

  it('tells of a damaged database', async () => {
    await mkdir(join(folder, 'data', 'store'), { recursive: true });
    await writeFile(join(folder, 'data', 'store', 'store.db'), 'this is no database '.repeat(500));
    const result = await startWorker({ SMTP_PORT: '0' });
    expect(result.code).toBe(1);
    expect(result.stderr.trim().split('\n')).toHaveLength(1);
    expect(result.stderr).toContain(join(folder, 'data'));
  });

  it('tells of a data folder that is a file', async () => {
    await writeFile(join(folder, 'data'), '');
    const result = await startWorker({ SMTP_PORT: '0' });
    expect(result.code).toBe(1);
    expect(result.stderr.trim().split('\n')).toHaveLength(1);
    expect(result.stderr).toContain('STELLWERK_DATA_DIR');
  });
});
