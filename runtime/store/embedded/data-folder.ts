import { createHash, randomBytes, randomInt } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { fileReason } from './file-reason';
import type { Credentials } from './server/scram';
import type { Address } from './server/server';
import { StorageError } from './storage/storage';

/** The places of one installation's data. */
export interface DataFolder {
  readonly folder: string;
  /** The file with all data. */
  readonly file: string;
  /** Always the same for one folder, so that clients find the server again after a restart. */
  readonly address: Address;
  /** Needed where others can reach the address. */
  readonly credentials: Credentials | undefined;
}

/** A unix socket, or a port of 127.0.0.1 with a password where the system has none. */
export type Transport = 'socket' | 'tcp';

export const DEFAULT_TRANSPORT: Transport = process.platform === 'win32' ? 'tcp' : 'socket';

/** A unix socket's path is at most 107 bytes long. */
const LONGEST_SOCKET_PATH = 107;

/** Makes the folder (readable only for its owner) where it is not there yet. */
export function openDataFolder(dataDir: string, transport: Transport = DEFAULT_TRANSPORT): DataFolder {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const folder = realpathSync(dataDir);
    const file = join(folder, 'store.db');
    if (transport === 'tcp') return { folder, file, ...accessOf(folder) };
    return { folder, file, address: { socket: socketOf(folder) }, credentials: undefined };
  } catch (error) {
    throw new StorageError(
      'not-writable',
      `The data folder ${dataDir} cannot be used (${fileReason(error)})`,
      { cause: error },
    );
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

/** Port and password are drawn once and kept, readable only for the owner. */
function accessOf(folder: string): Pick<DataFolder, 'address' | 'credentials'> {
  const file = join(folder, 'access.json');
  if (!existsSync(file)) {
    const drawn = {
      port: randomInt(49_152, 65_536),
      user: 'store',
      password: randomBytes(24).toString('base64url'),
    };
    try {
      writeFileSync(file, JSON.stringify(drawn), { mode: 0o600, flag: 'wx' });
    } catch (error) {
      // Another starter was quicker; its file counts.
      if (!existsSync(file)) throw error;
    }
  }
  const read: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!isAccess(read)) throw new Error(`${file} cannot be read; delete it and a new one is made`);
  return { address: { port: read.port }, credentials: { user: read.user, password: read.password } };
}

function isAccess(value: unknown): value is Credentials & { port: number } {
  if (typeof value !== 'object' || value === null) return false;
  const { port, user, password } = value as Record<string, unknown>;
  return typeof port === 'number' && typeof user === 'string' && typeof password === 'string';
}

/** The connection string of the folder's server. */
export function uriOf({ address, credentials }: DataFolder, database: string): string {
  if ('socket' in address)
    return `mongodb://${encodeURIComponent(address.socket)}/${database}?directConnection=true`;
  const login =
    credentials === undefined ? '' : `${credentials.user}:${encodeURIComponent(credentials.password)}@`;
  return `mongodb://${login}127.0.0.1:${address.port}/${database}?directConnection=true&authSource=admin&authMechanism=SCRAM-SHA-256`;
}

/** Takes away the socket that a process which has ended left behind. Only the holder of the data file may do that. */
export function clearAddress({ address }: DataFolder): void {
  if ('socket' in address) rmSync(address.socket, { force: true });
}
