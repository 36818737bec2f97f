/**
 * Options of Node for the processes of an installation. Under load Node lets its young generation grow to where a hundred
 * megabytes per process are garbage that waits; the worker, which makes most of it, gets by with less collecting if it has
 * a little more.
 */
export const youngGeneration = {
  usual: '--max-semi-space-size=8',
  worker: '--max-semi-space-size=16',
} as const;
