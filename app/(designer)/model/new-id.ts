const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';

/** A fresh id for a node, edge, note or group: 10 letters at random (50 bits), unique enough for one flow. */
export function newId(prefix: string): string {
  const random = crypto.getRandomValues(new Uint8Array(10));
  return `${prefix}-${Array.from(random, (byte) => LETTERS[byte % LETTERS.length]).join('')}`;
}
