import { closeSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { RECORD_LIMIT } from '../limits';

/** Writes a file that must not exist yet, piece after piece, and syncs it. */
export async function writePieces(
  file: string,
  pieces: AsyncIterable<Buffer> | Iterable<Buffer>,
): Promise<void> {
  const descriptor = openSync(file, 'wx');
  try {
    for await (const piece of pieces) {
      // A disk that is filling up takes a part of a piece before it refuses.
      for (let at = 0; at < piece.length; ) at += writeSync(descriptor, piece, at);
    }
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** The documents of a file as bytes, one after the other. Throws where it is cut off or no such file. */
export function* documentsInFile(file: string): Generator<Buffer> {
  const descriptor = openSync(file, 'r');
  const head = Buffer.alloc(4);
  try {
    for (let at = 0; ; ) {
      const read = readSync(descriptor, head, 0, 4, at);
      if (read === 0) return;
      const length = read < 4 ? 0 : head.readInt32LE(0);
      if (read === 4 && (length < 5 || length > RECORD_LIMIT)) throw new Error(`${file} is damaged`);
      const document = Buffer.alloc(length);
      if (read < 4 || readSync(descriptor, document, 0, length, at) < length)
        throw new Error(`${file} is cut off`);
      yield document;
      at += length;
    }
  } finally {
    closeSync(descriptor);
  }
}
