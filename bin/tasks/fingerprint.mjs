import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';

/** One hash over name, size and time of every file below the given files and folders; tells whether a build is stale. */
export function fingerprint(paths) {
  const hash = createHash('sha256');
  for (const path of paths) walk(path, hash);
  return hash.digest('hex');
}

function walk(path, hash) {
  const full = join(root, path);
  if (!existsSync(full)) return;
  const entry = statSync(full);
  if (!entry.isDirectory()) {
    if (/\.test\.tsx?$/.test(path)) return;
    hash.update(`${path}\0${entry.size}\0${entry.mtimeMs}\n`);
    return;
  }
  for (const name of readdirSync(full).sort()) {
    if (name !== 'node_modules' && !name.startsWith('.')) walk(join(path, name), hash);
  }
}
