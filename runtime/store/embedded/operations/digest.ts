import { createHash } from 'node:crypto';

/** A fingerprint of a set of documents that does not depend on their order. */
export class SetDigest {
  documents = 0;
  bytes = 0;
  private sum = 0n;

  add(document: Buffer): void {
    this.documents += 1;
    this.bytes += document.length;
    this.sum += BigInt(`0x${createHash('sha256').update(document).digest('hex')}`);
  }

  /** The sum of the documents' SHA-256, modulo 2^256, in hexadecimal. */
  get checksum(): string {
    return BigInt.asUintN(256, this.sum).toString(16).padStart(64, '0');
  }
}
