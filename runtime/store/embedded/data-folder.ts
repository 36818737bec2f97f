import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, realpathSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { StorageError } from './storage/storage';

/** The places of one installation's data. */
export interface DataFolder {
  readonly folder: string;
  /** The file with all data. */
  readonly file: string;
  /** The unix socket; always the same for one folder, so that clients find it again after a restart. */
  readonly socket: string;
}

/** A unix socket's path is at most 107 bytes long. */
const LONGEST_SOCKET_PATH = 107;

/** Makes the folder (readable only for its owner) where it is not there yet. */
export function openDataFolder(dataDir: string): DataFolder {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const folder = realpathSync(dataDir);
    return { folder, file: join(folder, 'store.db'), socket: socketOf(folder) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StorageError('not-writable', `The data folder ${dataDir} cannot be used (${reason})`, {
      cause: error,
    });
  }
}

function socketOf(folder: string): string {
  const own = join(folder, 'socket', 'store.sock');
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 24);
  const path =
    Buffer.byteLength(own) <= LONGEST_SOCKET_PATH
      ? own
      : join(tmpdir(), `store-${userInfo().uid}`, name, 'store.sock');
  const parent = join(path, '..');
  mkdirSync(parent, { recursive: true, mode: 0o700 });
  // Only the owner may reach the socket; this is what stands in for a password.
  chmodSync(parent, 0o700);
  return path;
}

/** The connection string of a server that listens on a unix socket. */
export function socketUri(socket: string, database: string): string {
  return `mongodb://${encodeURIComponent(socket)}/${database}?directConnection=true`;
}
