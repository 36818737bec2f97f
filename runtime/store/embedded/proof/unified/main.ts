import { openTestStore } from '../../test-store';
import { runFolder } from './run-folder';

/**
 * Runs a folder of tests in MongoDB's unified test format:
 * `npx tsx runtime/store/embedded/proof/unified/main.ts FOLDER`. With MONGODB_URI set, against that server.
 */
const [folder] = process.argv.slice(2);
if (folder === undefined) {
  process.stderr.write('Usage: main.ts FOLDER\n');
  process.exit(2);
}
const store = await openTestStore();
const results = await runFolder(folder, store.uri);
await store.stop();
const count = (outcome: string): number => results.filter((result) => result.outcome === outcome).length;
for (const { outcome, file, test, reason } of results) {
  const wanted = outcome === 'failed' || outcome === 'refused' || reason?.startsWith('the runner') === true;
  if (wanted) process.stdout.write(`${outcome}: ${file}: ${test}\n    ${reason ?? ''}\n`);
}
process.stdout.write(
  `${results.length} tests: ${count('passed')} passed, ${count('failed')} failed, ${count('refused')} refused, ${count('skipped')} skipped\n`,
);
process.exit(count('failed') > 0 ? 1 : 0);
