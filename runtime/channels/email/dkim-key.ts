import { createPrivateKey, createPublicKey, generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';

export interface DkimKey {
  /** PKCS #8, PEM: the secret `dkimPrivateKey` of the mailbox. */
  privateKey: string;
  /** What the TXT record has to say (RFC 6376, 3.6.1). */
  record: string;
}

/** A new key for signing mail: RSA with 2048 bits, which every receiver can check (RFC 8301, 3.2). */
export async function createDkimKey(): Promise<DkimKey> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { privateKey: pem, record: dkimRecord(pem) };
}

/** The TXT record that belongs to a private key. Errors: a text that is no private key is refused by `node:crypto`. */
export function dkimRecord(privateKeyPem: string): string {
  const der = createPublicKey(createPrivateKey(privateKeyPem)).export({ type: 'spki', format: 'der' });
  return `v=DKIM1; k=rsa; p=${der.toString('base64')}`;
}

/** Where the record stands in the DNS. */
export function dkimRecordName({ domain, selector }: { domain: string; selector: string }): string {
  return `${selector}._domainkey.${domain}`;
}
