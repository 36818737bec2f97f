import { resolve } from 'node:path';
import { type EmbeddedStore, startEmbeddedStore } from './embedded/start';

/** The starter of the embedded server: the only file outside that knows it. */
export interface InstallationPlace {
  /** The data folder of the installation; the database lies in `store` below it. */
  dataDir: string;
  /** The project's folder, where `dist/` lies. */
  root: string;
}

/** Starts the embedded server of an installation, or joins the one that another process has started. */
export function startInstallationStore(place: InstallationPlace): Promise<EmbeddedStore> {
  return startEmbeddedStore({ ...embeddedPlace(place), database: 'stellwerk' });
}

/** Where the embedded server's data and program lie. */
export function embeddedPlace({ dataDir, root }: InstallationPlace): { dataDir: string; entry: string } {
  return { dataDir: resolve(dataDir, 'store'), entry: resolve(root, 'dist/embedded-store.js') };
}
