import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connectStore, disconnectStore } from '@/runtime/store/connect';
import { type InstallationPlace, startInstallationStore } from '@/runtime/store/installation-store';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Data folder and program folder of this installation. */
export function installationPlace(): InstallationPlace {
  return { dataDir: resolve(process.env.STELLWERK_DATA_DIR ?? resolve(root, 'data')), root };
}

/**
 * Gives the connection string of the installation's store: MONGODB_URI, or the embedded one of the data folder (joined
 * where it runs already, started for as long as this takes where it does not).
 */
export async function withStoreUri<Result>(act: (uri: string) => Promise<Result>): Promise<Result> {
  if (process.env.MONGODB_URI) return act(process.env.MONGODB_URI);
  const embedded = await startInstallationStore(installationPlace());
  try {
    return await act(embedded.uri);
  } finally {
    await embedded.stop();
  }
}

/** Does something while this process is connected to the installation's store. */
export function withStore<Result>(act: () => Promise<Result>): Promise<Result> {
  return withStoreUri(async (uri) => {
    try {
      await connectStore(uri);
      return await act();
    } finally {
      await disconnectStore();
    }
  });
}
