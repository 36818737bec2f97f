import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connectStore, disconnectStore } from '@/runtime/store/connect';
import { startEmbeddedStore } from '@/runtime/store/embedded/start';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The data folder of this installation. */
export function dataFolder(): string {
  return resolve(process.env.STELLWERK_DATA_DIR ?? resolve(root, 'data'));
}

/**
 * Does something with the installation's store: MONGODB_URI, or the embedded one of the data folder (joined where it
 * runs already, started for as long as this takes where it does not).
 */
export async function withStore<Result>(act: () => Promise<Result>): Promise<Result> {
  const embedded = process.env.MONGODB_URI
    ? null
    : await startEmbeddedStore({
        dataDir: resolve(dataFolder(), 'store'),
        entry: resolve(root, 'dist/embedded-store.js'),
      });
  try {
    await connectStore(process.env.MONGODB_URI || embedded?.uri);
    return await act();
  } finally {
    await disconnectStore();
    await embedded?.stop();
  }
}
