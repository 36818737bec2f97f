import { resolve } from 'node:path';
import type { Command } from 'commander';
import { DomainError } from '@/runtime/domain-error';
import {
  backupStore,
  checkStore,
  exportDatabase,
  importDatabase,
  requireStore,
  restoreStore,
  serveStore,
  storeStats,
  type TransferProgress,
} from '@/runtime/store/embedded/operations';
import { startEmbeddedStore } from '@/runtime/store/embedded/start';
import { embeddedPlace } from '@/runtime/store/installation-store';
import { printLine } from '../print-line';
import { installationPlace, withStoreUri } from '../with-store';

/** `store serve | check | stats | backup | restore | export | import`. */
export function addStoreCommands(program: Command): void {
  const store = program.command('store').description('the database of this installation');
  const command = (name: string): Command =>
    store
      .command(name)
      .option(
        '--data <folder>',
        'the folder of an embedded database; that of this installation where missing',
      );

  command('serve')
    .description('run the embedded database server alone; the first line is its connection string')
    .option('--database <name>', 'database that the connection string names', 'stellwerk')
    .option(
      '--test-commands',
      'let clients order failures (configureFailPoint); for tests of programs only',
      false,
    )
    .action(serve);

  command('check')
    .description('check every document and every index entry of the embedded database')
    .action(async (options: DataOption) => {
      const result = await checkStore(place(options));
      printLine(result);
      const [first] = result.problems;
      if (first) throw new DomainError('invalid', 'storeDamaged', `The database is damaged: ${first}`);
    });

  command('stats')
    .description('what is stored in the embedded database, by collection')
    .action(async (options: DataOption) => printLine(await storeStats(place(options))));

  command('backup')
    .description('write a consistent copy of the embedded database into one file, while everything runs')
    .argument('<file>', 'must not exist')
    .action(async (file: string, options: DataOption) =>
      printLine(await backupStore({ ...place(options), file })),
    );

  command('restore')
    .description('put a backup in the place of the embedded database; Stellwerk must not be running')
    .argument('<file>', 'made by "store backup"')
    .action(async (file: string, options: DataOption) =>
      printLine(await restoreStore({ ...place(options), file })),
    );

  addTransferCommands(command);
}

/** To another installation, or to a MongoDB cluster and back. */
function addTransferCommands(command: (name: string) => Command): void {
  command('export')
    .description('write everything into a folder, from the embedded database or from MONGODB_URI')
    .option('--database <name>', 'with --data: the database in it', 'stellwerk')
    .argument('<folder>', 'empty, or not there yet')
    .action(async (folder: string, options: DatabaseOption) => {
      if (options.data) requireStore(options.data);
      printLine(
        await withUri(options, (uri) => exportDatabase({ uri, folder: resolve(folder), onProgress })),
      );
    });

  command('import')
    .description(
      'read an exported folder into the embedded database or MONGODB_URI, and compare counts and checksums',
    )
    .option('--database <name>', 'with --data: the database in it', 'stellwerk')
    .argument('<folder>', 'made by "store export"')
    .action(async (folder: string, options: DatabaseOption) => {
      printLine(
        await withUri(options, (uri) => importDatabase({ uri, folder: resolve(folder), onProgress })),
      );
    });
}

interface DataOption {
  data?: string;
}

interface DatabaseOption extends DataOption {
  database: string;
}

function place({ data }: DataOption): { dataDir: string; entry: string } {
  if (!data && process.env.MONGODB_URI)
    throw new DomainError(
      'invalid',
      'storeElsewhere',
      'MONGODB_URI is set, so the data of this installation is not in an embedded database; name the folder of one with --data.',
    );
  const own = embeddedPlace(installationPlace());
  return data ? { ...own, dataDir: resolve(data) } : own;
}

/** A folder that is named goes before MONGODB_URI. */
async function withUri<Result>(
  options: DatabaseOption,
  act: (uri: string) => Promise<Result>,
): Promise<Result> {
  if (!options.data) return await withStoreUri(act);
  const store = await startEmbeddedStore({ ...place(options), database: options.database });
  try {
    return await act(store.uri);
  } finally {
    await store.stop();
  }
}

async function serve(options: DatabaseOption & { testCommands: boolean }): Promise<void> {
  const server = await serveStore({
    ...place(options),
    database: options.database,
    testCommands: options.testCommands,
  });
  process.stdout.write(`${server.uri}\n`);
  // The server's child and its socket do not keep this process alive by themselves.
  const alive = setInterval(() => undefined, 60_000);
  await new Promise<void>((stop) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop());
  });
  clearInterval(alive);
  await server.stop();
}

const BAR = 30;

/** A bar on standard error where a person watches. */
function onProgress({ step, collection, documents, of, done }: TransferProgress): void {
  if (!process.stderr.isTTY) return;
  const share = done ? 1 : of > 0 ? Math.min(1, documents / of) : 0;
  const bar = '#'.repeat(Math.round(share * BAR)).padEnd(BAR, '.');
  // What a longer line left behind is wiped away (ECMA-48, erase in line).
  process.stderr.write(`\r[${bar}] ${step} ${collection}: ${documents} of ${of}\u001b[K${done ? '\n' : ''}`);
}
