import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

let listsAreFresh = false;

/**
 * The first of `places` that exists; where none does, the package is installed from Debian's archive if this user may.
 * Null where it is missing and cannot be installed.
 */
export function ensureDebianPackage(name, places) {
  const found = places.find((path) => existsSync(path));
  if (found) return found;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return null;
  console.log(`Installing ${name} from the system packages ...`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  if (!listsAreFresh) spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env });
  listsAreFresh = true;
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env,
  });
  return places.find((path) => existsSync(path)) ?? null;
}
