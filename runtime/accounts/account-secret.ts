import { createHash, randomBytes } from 'node:crypto';
import { storeDatabase } from '@/runtime/store/connect';

/**
 * What session cookies are signed with: derived from STELLWERK_SECRET_KEY where there is one, else a random one that
 * all web processes of this store share. Whoever can write to the store could also write himself a session.
 */
export async function accountSecret(): Promise<string> {
  const installationKey = process.env.STELLWERK_SECRET_KEY;
  if (installationKey) {
    return createHash('sha256')
      .update('stellwerk session cookies')
      .update(installationKey)
      .digest('base64url');
  }
  const secrets = storeDatabase().collection<{ _id: string; value: string }>('accountSecrets');
  const fresh = randomBytes(32).toString('base64url');
  const stored = await secrets.findOneAndUpdate(
    { _id: 'cookies' },
    { $setOnInsert: { value: fresh } },
    { upsert: true, returnDocument: 'after' },
  );
  return stored?.value ?? fresh;
}
