import { afterAll, beforeAll } from 'vitest';
import { openTestInstallation, type TestInstallation } from './test-kit';

/** One installation for all tests of a file: there before its first test, and before hooks that are set up after this call. */
export function installationOfFile(): () => TestInstallation {
  let installation: TestInstallation;
  beforeAll(async () => {
    installation = await openTestInstallation();
  });
  afterAll(() => installation.close());
  return () => installation;
}
