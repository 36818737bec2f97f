import { randomBytes } from 'node:crypto';
import { storeDatabase } from '@/runtime/store/connect';

/**
 * What session cookies are signed with: STELLWERK_SECRET where the operator sets one, else a random one that all web
 * processes of this store share. Whoever can read the store could also write himself a session, so it hides nothing there.
 */
export async function accountSecret(): Promise<string> {
  const configured = process.env.STELLWERK_SECRET;
  if (configured) return `accounts:${configured}`;
  const secrets = storeDatabase().collection<{ _id: string; value: string }>('accountSecrets');
  const fresh = randomBytes(32).toString('base64url');
  const stored = await secrets.findOneAndUpdate(
    { _id: 'cookies' },
    { $setOnInsert: { value: fresh } },
    { upsert: true, returnDocument: 'after' },
  );
  return stored?.value ?? fresh;
}
