// Bundles the processes that run without a browser into dist/. Packages stay outside: they are loaded from node_modules.

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build, stop } from 'esbuild';
import { fingerprint } from './fingerprint.mjs';
import { root } from './root.mjs';

/** dist file -> source file */
export const ENTRIES = {
  start: 'bin/start.ts',
  worker: 'runtime/worker.ts',
  cli: 'runtime/cli/cli.ts',
  'embedded-store': 'runtime/store/embedded/server-main.ts',
  'expression-child': 'runtime/engine/expression-child.ts',
  'train-child': 'runtime/classifier/train-child.ts',
  bench: 'bin/bench.ts',
  pictures: 'bin/pictures.ts',
};

const FOLDERS = ['bin', 'runtime', 'nodes', 'flows', 'package-lock.json'];

/** Bundles what has changed since the last time; about half a second when something has. */
export async function bundle() {
  const stamp = join(root, 'dist', '.fingerprint');
  const now = fingerprint(FOLDERS);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return;
  mkdirSync(join(root, 'dist'), { recursive: true });
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(
      Object.entries(ENTRIES).filter(([, source]) => existsSync(join(root, source))),
    ),
    outdir: 'dist',
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node24',
    format: 'esm',
    sourcemap: true,
    splitting: true,
    jsx: 'automatic',
    logLevel: 'warning',
    metafile: true,
  });
  // Its process would stay as long as this one, with a hundred megabytes.
  await stop();
  removeFormer(new Set(Object.keys(metafile.outputs).map((output) => basename(output))));
  writeFileSync(stamp, now);
}

/** Names of shared parts change with their content: those of former builds would pile up. What still runs may load its own. */
function removeFormer(written) {
  const aDayAgo = Date.now() - 86_400_000;
  for (const name of readdirSync(join(root, 'dist'))) {
    const path = join(root, 'dist', name);
    if (/\.js(\.map)?$/.test(name) && !written.has(name) && statSync(path).mtimeMs < aDayAgo) rmSync(path);
  }
}
