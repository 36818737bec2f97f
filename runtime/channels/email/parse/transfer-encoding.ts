/** A decoded body and whether the declared transfer encoding did not fit it. */
export interface DecodedBody {
  bytes: Buffer;
  /** The declared encoding did not fit the content, or the content was damaged. */
  repaired: boolean;
}

const BASE64_VALUE = new Int8Array(256).fill(-1);
for (let i = 0; i < 64; i++) {
  BASE64_VALUE['ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'.charCodeAt(i)] = i;
}
// The URL-safe alphabet (RFC 4648 section 5) appears in mail by mistake.
BASE64_VALUE[0x2d] = 62;
BASE64_VALUE[0x5f] = 63;

/** Brings the value of Content-Transfer-Encoding into one lower-case word; comments and parameters are dropped. */
export function normalizeTransferEncoding(value: string): string {
  const word =
    value
      .slice(0, 200)
      .toLowerCase()
      .replace(/\([^)]*\)/g, '')
      .replace(/["';]/g, ' ')
      .trim()
      .split(/[\s,]+/)[0] ?? '';
  if (word === 'base-64' || word === 'b') return 'base64';
  if (word === 'quotedprintable' || word === 'quoted-printible' || word === 'q' || word === 'qp')
    return 'quoted-printable';
  if (word === 'x-uuencode' || word === 'uuencode' || word === 'x-uue' || word === 'uue') return 'uuencode';
  return word;
}

/**
 * Decodes base64 in one pass without an intermediate string, skipping line ends and foreign characters. Padding in
 * the middle (several encoded pieces glued together) starts a new group.
 */
export function decodeBase64(source: Uint8Array): DecodedBody {
  const out = Buffer.allocUnsafe(Math.floor((source.length * 3) / 4) + 3);
  let length = 0;
  let bits = 0;
  let held = 0;
  let foreign = 0;
  for (let i = 0; i < source.length; i++) {
    const byte = source[i] ?? 0;
    const value = BASE64_VALUE[byte] ?? -1;
    if (value >= 0) {
      bits = (bits << 6) | value;
      held++;
      if (held === 4) {
        out[length++] = (bits >> 16) & 0xff;
        out[length++] = (bits >> 8) & 0xff;
        out[length++] = bits & 0xff;
        bits = 0;
        held = 0;
      }
    } else if (byte === 0x3d) {
      if (held === 2) out[length++] = (bits >> 4) & 0xff;
      else if (held === 3) {
        out[length++] = (bits >> 10) & 0xff;
        out[length++] = (bits >> 2) & 0xff;
      }
      bits = 0;
      held = 0;
    } else if (byte > 0x20) {
      foreign++;
    }
  }
  if (held === 2) out[length++] = (bits >> 4) & 0xff;
  else if (held === 3) {
    out[length++] = (bits >> 10) & 0xff;
    out[length++] = (bits >> 2) & 0xff;
  }
  return { bytes: out.subarray(0, length), repaired: foreign > 0 };
}

function hexValue(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  if (byte >= 0x41 && byte <= 0x46) return byte - 0x37;
  if (byte >= 0x61 && byte <= 0x66) return byte - 0x57;
  return -1;
}

/** Decodes quoted-printable (RFC 2045 section 6.7). An escape that is none stays as written; raw 8-bit bytes pass. */
export function decodeQuotedPrintable(source: Uint8Array): DecodedBody {
  const out = Buffer.allocUnsafe(source.length);
  let length = 0;
  let repaired = false;
  /** Output length after the last byte that is not white space put there literally: such space at a line end goes. */
  let solid = 0;
  for (let i = 0; i < source.length; i++) {
    const byte = source[i] ?? 0;
    if (byte === 0x3d) {
      const high = hexValue(source[i + 1]);
      const low = hexValue(source[i + 2]);
      if (high >= 0 && low >= 0) {
        out[length++] = (high << 4) | low;
        solid = length;
        i += 2;
        continue;
      }
      let end = i + 1;
      while (source[end] === 0x20 || source[end] === 0x09) end++;
      if (end >= source.length) break;
      if (source[end] === 0x0d || source[end] === 0x0a) {
        i = source[end] === 0x0d && source[end + 1] === 0x0a ? end + 1 : end;
        solid = length;
        continue;
      }
      repaired = true;
      out[length++] = byte;
      solid = length;
    } else if (byte === 0x0a || byte === 0x0d) {
      length = solid;
      out[length++] = byte;
      solid = length;
    } else {
      out[length++] = byte;
      if (byte !== 0x20 && byte !== 0x09) solid = length;
    }
  }
  return { bytes: out.subarray(0, length), repaired };
}

/** Decodes the lines between `begin` and `end` of a uuencoded file. Lines that are too short are taken as far as they go. */
export function decodeUuLines(lines: readonly string[]): Buffer {
  const chunks: Buffer[] = [];
  for (const line of lines) {
    const count = (line.charCodeAt(0) - 32) & 63;
    if (line === '' || count === 0) continue;
    const chunk = Buffer.alloc(Math.ceil(count / 3) * 3);
    let length = 0;
    for (let i = 1; i < line.length && length < count; i += 4) {
      let bits = 0;
      for (let k = 0; k < 4; k++) {
        const code = i + k < line.length ? line.charCodeAt(i + k) : 32;
        bits = (bits << 6) | ((code - 32) & 63);
      }
      chunk[length++] = (bits >> 16) & 0xff;
      chunk[length++] = (bits >> 8) & 0xff;
      chunk[length++] = bits & 0xff;
    }
    chunks.push(chunk.subarray(0, Math.min(count, length)));
  }
  return Buffer.concat(chunks);
}

function decodeUuBody(source: Buffer): DecodedBody {
  const lines = source.toString('latin1', 0, source.length).split(/\r?\n/);
  const begin = lines.findIndex((line) => /^begin(?:-base64)? [0-7]{3,4} /.test(line));
  if (begin < 0) return { bytes: source, repaired: true };
  const end = lines.findIndex((line, index) => index > begin && /^(?:end|====)\s*$/.test(line));
  const inner = lines.slice(begin + 1, end < 0 ? lines.length : end);
  if (lines[begin]?.startsWith('begin-base64')) return decodeBase64(Buffer.from(inner.join('\n'), 'latin1'));
  return { bytes: decodeUuLines(inner), repaired: end < 0 };
}

/** Share of the first bytes that cannot stand in base64; prose has blanks everywhere, and punctuation. */
function looksLikeProse(source: Uint8Array): boolean {
  const size = Math.min(source.length, 2048);
  let foreign = 0;
  let blanks = 0;
  for (let i = 0; i < size; i++) {
    const byte = source[i] ?? 0;
    if (byte === 0x20) blanks++;
    else if (byte > 0x20 && (BASE64_VALUE[byte] ?? -1) < 0 && byte !== 0x3d) foreign++;
  }
  // Words of at most twelve letters: even base64 whose lines were joined by blanks has longer ones.
  return blanks > size * 0.08 || (foreign + blanks > size * 0.08 && foreign > 0);
}

/** Undoes a Content-Transfer-Encoding. An unknown encoding leaves the bytes alone. Never throws. */
export function decodeTransferEncoding(source: Buffer, encoding: string): DecodedBody {
  if (encoding === 'base64') {
    if (looksLikeProse(source)) return { bytes: source, repaired: true };
    return decodeBase64(source);
  }
  if (encoding === 'quoted-printable') return decodeQuotedPrintable(source);
  if (encoding === 'uuencode') return decodeUuBody(source);
  return { bytes: source, repaired: false };
}
