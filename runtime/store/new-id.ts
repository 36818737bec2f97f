import { randomFillSync } from 'node:crypto';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const random = Buffer.alloc(4096);
let randomAt = random.length;
let lastTime = 0;
let sequence = 0;

/**
 * A new id of 26 characters: 10 of time (milliseconds), 4 that count within the millisecond, 12 at random (60 bits).
 * Ids of one process sort in the order they were made; those of several to the millisecond.
 */
export function newId(at: number = Date.now()): string {
  if (at <= lastTime) {
    sequence += 1;
  } else {
    lastTime = at;
    sequence = 0;
  }
  return idTime(Math.max(at, lastTime)) + base32(sequence, 4) + randomText(12);
}

/** The first 10 characters of every id made at `at`: the lower bound for "newer than". */
export function idTime(at: number): string {
  return base32(Math.max(0, Math.floor(at)), 10);
}

/** When an id was made, milliseconds since the epoch. */
export function timeOfId(id: string): number {
  let time = 0;
  for (const letter of id.slice(0, 10)) time = time * 32 + Math.max(0, alphabet.indexOf(letter));
  return time;
}

function base32(value: number, length: number): string {
  let rest = value;
  let text = '';
  for (let index = 0; index < length; index += 1) {
    text = alphabet[rest % 32] + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

function randomText(length: number): string {
  let text = '';
  for (let index = 0; index < length; index += 1) {
    if (randomAt >= random.length) {
      randomFillSync(random);
      randomAt = 0;
    }
    text += alphabet[(random[randomAt] ?? 0) & 31];
    randomAt += 1;
  }
  return text;
}
