import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { DomainError } from '@/runtime/domain-error';

const version = 'v1';
/** Bytes. Without it a shortened tag would be accepted, which is easier to guess. */
const authTagLength = 16;

/**
 * Encrypts a secret for storing: AES-256-GCM under the installation's key (STELLWERK_SECRET_KEY, at least 32
 * characters; the starter makes one in the data folder). `purpose` is bound in: a value moved elsewhere does not open.
 */
export function sealSecret(secret: string, purpose: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', installationKey(), nonce, { authTagLength });
  cipher.setAAD(Buffer.from(purpose));
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return [version, nonce, sealed, cipher.getAuthTag()]
    .map((part) => (typeof part === 'string' ? part : part.toString('base64url')))
    .join('.');
}

/** Opens what `sealSecret` closed. Errors: DomainError `secretUnreadable` (other key, other purpose, damaged). */
export function openSecret(sealed: string, purpose: string): string {
  const [kind, nonce = '', content = '', tag = ''] = sealed.split('.');
  try {
    if (kind !== version) throw new Error('unknown version');
    const decipher = createDecipheriv('aes-256-gcm', installationKey(), Buffer.from(nonce, 'base64url'), {
      authTagLength,
    });
    decipher.setAAD(Buffer.from(purpose));
    decipher.setAuthTag(Buffer.from(tag, 'base64url'));
    const opened = Buffer.concat([decipher.update(Buffer.from(content, 'base64url')), decipher.final()]);
    return opened.toString('utf8');
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw new DomainError(
      'unavailable',
      'secretUnreadable',
      'A stored secret cannot be opened with this key.',
    );
  }
}

/**
 * HMAC-SHA256 of a text under the installation's key: proves later that this installation wrote it. `purpose` is bound in,
 * so that a signature made for one thing is worth nothing for another. Errors: DomainError `secretKeyMissing`.
 */
export function installationSignature(text: string, purpose: string): Buffer {
  return createHmac('sha256', installationKey()).update(`${purpose}\n${text}`).digest();
}

function installationKey(): Buffer {
  const key = process.env.STELLWERK_SECRET_KEY;
  if (!key || key.length < 32) {
    throw new DomainError(
      'unavailable',
      'secretKeyMissing',
      'STELLWERK_SECRET_KEY is missing or shorter than 32 characters.',
    );
  }
  return createHash('sha256').update('stellwerk secrets').update(key).digest();
}
