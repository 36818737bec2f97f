import { createServer, type Server as NetServer, type Socket } from 'node:net';
import type { Storage } from '../storage/storage';
import { clearRemains } from './clear-remains';
import { Connection } from './connection';
import { FailPoints } from './fail-points';
import type { Credentials } from './scram';
import { type Log, Store } from './store';
import { Sweeper } from './sweeper';

/** Where the server listens: a unix socket's path, or a port of 127.0.0.1 (0: any free one). */
export type Address = { readonly socket: string } | { readonly port: number };

export interface RunningServer {
  readonly store: Store;
  readonly address: Address;
  /** Finishes what is being written and closes the file. */
  stop(): Promise<void>;
}

export interface ServerOptions {
  readonly storage: Storage;
  readonly address: Address;
  readonly log: Log;
  /** What clients must know; without it everybody who can connect may use the server. */
  readonly credentials?: Credentials;
  readonly clock?: () => number;
  /** Whether clients may order failures (`configureFailPoint`); for tests only. */
  readonly testCommands?: boolean;
}

/** Serves a storage over MongoDB's wire protocol. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const store = new Store(options.storage, options.log, options.clock ?? Date.now, {
    failPoints: options.testCommands === true ? new FailPoints() : undefined,
  });
  clearRemains(store);
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    new Connection(store, socket, connections, options.credentials);
  });
  const address = await listen(server, options.address);
  const sweeper = new Sweeper(store);
  return {
    store,
    address,
    async stop() {
      sweeper.stop();
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      store.commit.flush();
      options.storage.close();
    },
  };
}

function listen(server: NetServer, address: Address): Promise<Address> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    const ready = (): void => {
      server.removeListener('error', reject);
      const bound = server.address();
      resolve(bound !== null && typeof bound === 'object' ? { port: bound.port } : address);
    };
    if ('socket' in address) server.listen(address.socket, ready);
    else server.listen(address.port, '127.0.0.1', ready);
  });
}
