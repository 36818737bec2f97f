import type { Db } from 'mongodb';
import mongoose from 'mongoose';
import { DomainError } from '@/runtime/domain-error';
import { allModels } from './all-models';

interface ConnectionState {
  uri: string;
  ready: Promise<void>;
}

// Next reloads modules in development and bundles them more than once: the connection belongs to the process.
const holder = globalThis as typeof globalThis & { stellwerkStore?: ConnectionState };

export interface ConnectOptions {
  /** Connections kept at most. */
  poolSize?: number;
  /** Build indexes (idempotent, a few milliseconds when they exist). */
  prepare?: boolean;
  /** The driver tells of each command (`commandStarted`): for tests that look at the queries. */
  monitorCommands?: boolean;
}

/**
 * Connects this process to the store; calling it again is free. `uri` defaults to MONGODB_URI.
 * Errors: DomainError `storeNotConfigured`, `storeUnreachable`, `storeElsewhere` (already connected to another one).
 */
export async function connectStore(
  uri = process.env.MONGODB_URI,
  options: ConnectOptions = {},
): Promise<void> {
  if (!uri) {
    throw new DomainError(
      'unavailable',
      'storeNotConfigured',
      'MONGODB_URI names no database to connect to.',
    );
  }
  const known = holder.stellwerkStore;
  if (known) {
    if (known.uri !== uri) {
      throw new DomainError('conflict', 'storeElsewhere', 'This process is connected to another database.');
    }
    return known.ready;
  }
  const state: ConnectionState = { uri, ready: open(uri, options) };
  holder.stellwerkStore = state;
  try {
    await state.ready;
  } catch (error) {
    if (holder.stellwerkStore === state) holder.stellwerkStore = undefined;
    throw error;
  }
}

/** Closes the connection; a process may connect again afterwards. */
export async function disconnectStore(): Promise<void> {
  holder.stellwerkStore = undefined;
  await mongoose.disconnect();
}

/** The driver's database, for GridFS, Agenda and the accounts library. Connect first. */
export function storeDatabase(): Db {
  const { db } = mongoose.connection;
  if (!db) throw new DomainError('unavailable', 'storeNotConnected', 'The store is not connected.');
  return db as unknown as Db;
}

/** Creates what is missing of every collection's indexes. Building a unique index over duplicates is an error. */
export async function prepareStore(): Promise<void> {
  await Promise.all(allModels.map(prepareCollection));
}

async function prepareCollection(model: (typeof allModels)[number]): Promise<void> {
  try {
    await model.createIndexes();
  } catch (error) {
    if (!isIndexConflict(error)) throw error;
    // A former version declared an index of this name in another way.
    await model.syncIndexes();
  }
}

/** MongoDB's IndexOptionsConflict and IndexKeySpecsConflict. */
function isIndexConflict(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 85 || error.code === 86);
}

async function open(uri: string, options: ConnectOptions): Promise<void> {
  try {
    await mongoose.connect(uri, {
      maxPoolSize: options.poolSize ?? 12,
      serverSelectionTimeoutMS: 10_000,
      autoIndex: false,
      autoCreate: false,
      monitorCommands: options.monitorCommands ?? false,
      // A lost write must never be told as done; on a single server this is its own log.
      writeConcern: { w: 'majority', journal: true },
    });
  } catch (error) {
    await mongoose.disconnect();
    const reason = error instanceof Error ? error.message : String(error);
    throw new DomainError('unavailable', 'storeUnreachable', `The database does not answer: ${reason}`, {
      reason,
    });
  }
  if (options.prepare !== false) await prepareStore();
}
