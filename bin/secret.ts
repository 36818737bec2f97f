import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The installation's secret: signs cookies and encrypts stored passwords and keys. Made once, readable by its owner
 * only. Several machines on one MongoDB share it by STELLWERK_SECRET_KEY instead.
 */
export function readSecret(dataDir: string): string {
  const file = join(dataDir, 'secret.key');
  if (!existsSync(file))
    writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
  return readFileSync(file, 'utf8').trim();
}
