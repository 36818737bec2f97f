import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));

/**
 * Three projects: `unit` shares one process (pure, fast), `integration` has a process per file because it starts
 * servers and databases, `browser` drives Chromium against a built application and runs file after file.
 */
export default defineConfig({
  resolve: { alias: { '@': root } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{runtime,nodes,app,flows,bin,tests}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.integration.test.ts', '**/*.browser.test.ts', '**/node_modules/**'],
          isolate: false,
          pool: 'threads',
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['{runtime,nodes,app,flows,bin,tests}/**/*.integration.test.ts'],
          exclude: ['**/node_modules/**'],
          pool: 'forks',
          // They mostly wait: for processes that start, for disks and timers. One by one they leave half a machine idle.
          maxWorkers: 2,
          // They kill processes and cut connections at random instants: a machine at its limit may need another go.
          retry: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['{app,tests}/**/*.browser.test.ts'],
          exclude: ['**/node_modules/**'],
          pool: 'forks',
          fileParallelism: false,
          retry: 1,
          // A page under load takes its time; a second, vitest's own patience, is too little.
          expect: { poll: { timeout: 15_000 } },
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
