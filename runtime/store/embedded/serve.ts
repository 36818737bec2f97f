import { rmSync } from 'node:fs';
import { openDataFolder, socketUri } from './data-folder';
import { type RunningServer, startServer } from './server/server';
import type { Log } from './server/store';
import { openSqliteStorage } from './storage/sqlite-storage';

export interface ServeOptions {
  readonly dataDir: string;
  readonly log: Log;
  /** The database that the connection string names. */
  readonly database?: string;
  /** `off` gives up durability for speed; for tests only. */
  readonly synchronous?: 'full' | 'off';
}

export interface Serving {
  readonly uri: string;
  readonly server: RunningServer;
}

/** Serves a data folder from this process. Throws a `StorageError` where the folder is in use or damaged. */
export async function serve(options: ServeOptions): Promise<Serving> {
  const { file, socket } = openDataFolder(options.dataDir);
  const storage = openSqliteStorage({ file, synchronous: options.synchronous ?? 'full' });
  try {
    // The file is locked by us, so a socket that is there was left by a process that has ended.
    rmSync(socket, { force: true });
    const server = await startServer({ storage, address: { socket }, log: options.log });
    return { uri: socketUri(socket, options.database ?? 'test'), server };
  } catch (error) {
    storage.close();
    throw error;
  }
}
