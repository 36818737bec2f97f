import { clearAddress, openDataFolder, type Transport, uriOf } from './data-folder';
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
  readonly transport?: Transport;
  /** Whether clients may order failures (`configureFailPoint`); for tests only. */
  readonly testCommands?: boolean;
}

export interface Serving {
  readonly uri: string;
  readonly server: RunningServer;
}

/** Serves a data folder from this process. Throws a `StorageError` where the folder is in use or damaged. */
export async function serve(options: ServeOptions): Promise<Serving> {
  const folder = openDataFolder(options.dataDir, options.transport);
  const storage = openSqliteStorage({ file: folder.file, synchronous: options.synchronous ?? 'full' });
  try {
    clearAddress(folder);
    const { address, credentials } = folder;
    const server = await startServer({
      storage,
      address,
      log: options.log,
      testCommands: options.testCommands === true,
      ...(credentials === undefined ? {} : { credentials }),
    });
    return { uri: uriOf(folder, options.database ?? 'test'), server };
  } catch (error) {
    storage.close();
    throw error;
  }
}
