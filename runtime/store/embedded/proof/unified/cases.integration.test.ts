import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestStore, type TestStore } from '../../test-store';
import type { TestResult } from './run-file';
import { runFolder } from './run-folder';

/** Our own cases, written from MongoDB's manual in its unified test format. They hold for any MongoDB. */
describe('cases in the unified test format', () => {
  let store: TestStore;
  let results: TestResult[];

  beforeAll(async () => {
    store = await openTestStore();
    results = await runFolder(fileURLToPath(new URL('./cases', import.meta.url)), store.uri);
  });

  afterAll(async () => {
    await store.stop();
  });

  test('all pass', () => {
    // Some are meant for another version, or for a server that fails on demand.
    const meant = results.filter(
      ({ outcome, reason }) => outcome !== 'skipped' || reason?.startsWith('the runner'),
    );
    expect(meant.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
    expect(meant.length).toBeGreaterThan(65);
  });
});
