import { resolve } from 'node:path';
import type { Command } from 'commander';
import { DomainError } from '@/runtime/domain-error';
import {
  backupStore,
  checkStore,
  exportDatabase,
  importDatabase,
  restoreStore,
  serveStore,
  storeStats,
  type TransferProgress,
} from '@/runtime/store/embedded/operations';
import { embeddedPlace } from '@/runtime/store/installation-store';
import { printLine } from '../print-line';
import { installationPlace, withStoreUri } from '../with-store';

/** `store serve | check | stats | backup | restore | export | import`. */
export function addStoreCommands(program: Command): void {
  const store = program.command('store').description('the database of this installation');

  store
    .command('serve')
    .description('run the embedded database server alone; the first line is its connection string')
    .option('--data <folder>', 'its data; the data folder of this installation where missing')
    .option('--database <name>', 'database that the connection string names', 'stellwerk')
    .option(
      '--test-commands',
      'let clients order failures (configureFailPoint); for tests of programs only',
      false,
    )
    .action(serve);

  store
    .command('check')
    .description('check every document and every index entry of the embedded database')
    .action(async () => {
      const result = await checkStore(place());
      printLine(result);
      const [first] = result.problems;
      if (first) throw new DomainError('invalid', 'storeDamaged', `The database is damaged: ${first}`);
    });

  store
    .command('stats')
    .description('what is stored in the embedded database, by collection')
    .action(async () => printLine(await storeStats(place())));

  store
    .command('backup')
    .description('write a consistent copy of the embedded database into one file, while everything runs')
    .argument('<file>', 'must not exist')
    .action(async (file: string) => printLine(await backupStore({ ...place(), file })));

  store
    .command('restore')
    .description('put a backup in the place of the embedded database; Stellwerk must not be running')
    .argument('<file>', 'made by "store backup"')
    .action(async (file: string) => printLine(await restoreStore({ ...place(), file })));

  store
    .command('export')
    .description('write everything into a folder, from the embedded database or from MONGODB_URI')
    .argument('<folder>', 'empty, or not there yet')
    .action(async (folder: string) => {
      printLine(await withStoreUri((uri) => exportDatabase({ uri, folder: resolve(folder), onProgress })));
    });

  store
    .command('import')
    .description(
      'read an exported folder into the embedded database or MONGODB_URI, and compare counts and checksums',
    )
    .argument('<folder>', 'made by "store export"')
    .action(async (folder: string) => {
      printLine(await withStoreUri((uri) => importDatabase({ uri, folder: resolve(folder), onProgress })));
    });
}

function place() {
  return embeddedPlace(installationPlace());
}

async function serve(options: { data?: string; database: string; testCommands: boolean }): Promise<void> {
  const { dataDir, entry } = place();
  const server = await serveStore({
    dataDir: options.data ? resolve(options.data) : dataDir,
    entry,
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
function onProgress({ collection, documents, of }: TransferProgress): void {
  if (!process.stderr.isTTY) return;
  const share = of > 0 ? Math.min(1, documents / of) : 1;
  const bar = '#'.repeat(Math.round(share * BAR)).padEnd(BAR, '.');
  process.stderr.write(`\r[${bar}] ${collection} ${documents} of ${of}  ${share >= 1 ? '\n' : ''}`);
}
