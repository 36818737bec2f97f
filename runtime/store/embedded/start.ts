import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect, type Socket } from 'node:net';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { DEFAULT_TRANSPORT, openDataFolder, type Transport, uriOf } from './data-folder';
import { isFromServer } from './messages';
import type { Address } from './server/server';
import type { Log } from './server/store';
import { StorageError } from './storage/storage';

export { StorageError as EmbeddedStoreError } from './storage/storage';

export interface StartOptions {
  /** The folder that holds the data; made where it is not there. */
  readonly dataDir: string;
  readonly log?: Log;
  /** The database that the connection string names. */
  readonly database?: string;
  /** The server's program; by default the one beside this file, bundled or as source. */
  readonly entry?: string;
  /** `off` gives up durability for speed; for tests only. */
  readonly synchronous?: 'full' | 'off';
  /** By default a unix socket, or a port of 127.0.0.1 with a password where the system has none. */
  readonly transport?: Transport;
  /** Whether clients may order failures (`configureFailPoint`); for tests only. */
  readonly testCommands?: boolean;
}

export interface EmbeddedStore {
  /** The connection string; it stays valid when the server is restarted. */
  readonly uri: string;
  /** Ends the server where this process started it; a server of another process goes on. */
  stop(): Promise<void>;
}

/**
 * Starts the database server of a data folder in a process of its own, or joins the one that another process has
 * started. When the server ends without being asked to, it is started again on the same socket, and drivers reconnect.
 * Rejects with an `EmbeddedStoreError` (failure: damaged, not-writable, disk-full, newer-format, not-a-store, in-use).
 */
export async function startEmbeddedStore(options: StartOptions): Promise<EmbeddedStore> {
  const keeper = new Keeper(options);
  await keeper.open();
  return { uri: keeper.uri, stop: () => keeper.stop() };
}

/**
 * Keeps V8 from answering a burst of writes with a young generation of a hundred megabytes that it never gives back:
 * what a command leaves behind is garbage at once, so a small one costs no time.
 */
const MEMORY_FLAGS = ['--max-semi-space-size=8'];
/** A server that did not answer within this many milliseconds is given up. */
const START_TIMEOUT_MS = 30_000;
/** The pause before a further try, in milliseconds; it grows while the server keeps failing. */
const FIRST_RETRY_MS = 50;
const LAST_RETRY_MS = 5_000;

/** Keeps one data folder served for as long as it is wanted. */
class Keeper {
  readonly uri: string;
  private readonly address: Address;
  private child: ChildProcess | undefined;
  private watch: Socket | undefined;
  private stopping = false;
  /** A start that is under way because the server ended unasked. */
  private recovering: Promise<void> = Promise.resolve();
  private failures = 0;

  constructor(private readonly options: StartOptions) {
    const folder = openDataFolder(options.dataDir, options.transport);
    this.address = folder.address;
    this.uri = uriOf(folder, options.database ?? 'test');
  }

  async open(): Promise<void> {
    const giveUp = Date.now() + START_TIMEOUT_MS;
    while (!this.stopping) {
      if (await this.join()) return;
      try {
        await this.startChild();
        return;
      } catch (error) {
        // Somebody else holds the folder: either they are about to listen, or they are about to end.
        const inUse = error instanceof StorageError && error.failure === 'in-use';
        if (!inUse || Date.now() > giveUp) throw error;
        await pause(FIRST_RETRY_MS);
      }
    }
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.recovering;
    this.watch?.destroy();
    const { child } = this;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.ref();
    if (child.connected) child.send('stop');
    await ended;
  }

  /** Connects to a server that is there already; the connection tells when it ends. */
  private join(): Promise<boolean> {
    return new Promise((resolve) => {
      const socket =
        'socket' in this.address ? connect(this.address.socket) : connect(this.address.port, '127.0.0.1');
      socket.once('connect', () => {
        this.watch = socket;
        socket.unref();
        socket.once('close', () => this.recover());
        resolve(true);
      });
      socket.once('error', () => resolve(false));
    });
  }

  private startChild(): Promise<void> {
    const {
      dataDir,
      database = 'test',
      synchronous = 'full',
      transport = DEFAULT_TRANSPORT,
      log,
    } = this.options;
    const entry = this.options.entry ?? defaultEntry();
    const tests = this.options.testCommands === true ? ['test-commands'] : [];
    const child = fork(entry, [dataDir, database, synchronous, transport, ...tests], {
      execArgv: [...MEMORY_FLAGS, ...(entry.endsWith('.ts') ? ['--import', loaderOf(entry)] : [])],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    return new Promise((resolve, reject) => {
      let ready = false;
      let failure: StorageError | undefined;
      child.on('message', (message) => {
        if (!isFromServer(message)) return;
        if (message.kind === 'log') log?.(message.message, message.details);
        else if (message.kind === 'failed') failure = new StorageError(message.failure, message.message);
        else {
          ready = true;
          this.child = child;
          this.failures = 0;
          // The server alone must not keep the application alive.
          child.unref();
          child.channel?.unref();
          resolve();
        }
      });
      child.once('error', reject);
      child.once('exit', (code, signal) => {
        if (!ready)
          reject(
            failure ?? new StorageError('io', `The database server ended at its start (${signal ?? code})`),
          );
        else {
          log?.('the database server has ended', { code, signal });
          this.recover();
        }
      });
    });
  }

  /** The server has ended, here or in the process that started it: serve the folder again. */
  private recover(): void {
    this.child = undefined;
    this.watch = undefined;
    if (this.stopping) return;
    const wait = Math.min(FIRST_RETRY_MS * 2 ** this.failures, LAST_RETRY_MS);
    this.failures += 1;
    this.recovering = pause(this.failures === 1 ? 0 : wait).then(async () => {
      if (this.stopping) return;
      try {
        await this.open();
      } catch (error) {
        this.options.log?.('the database server could not be started again', {
          reason: error instanceof Error ? error.message : String(error),
        });
        this.recover();
      }
    });
  }
}

/** The loader that lets Node run the program from source, whatever folder the process works in. */
function loaderOf(entry: string): string {
  return pathToFileURL(createRequire(entry).resolve('tsx')).href;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** The bundle `embedded-store.js` beside this file where the application is built, the source otherwise. */
function defaultEntry(): string {
  const bundled = fileURLToPath(new URL('./embedded-store.js', import.meta.url));
  return existsSync(bundled) ? bundled : fileURLToPath(new URL('./server-main.ts', import.meta.url));
}
