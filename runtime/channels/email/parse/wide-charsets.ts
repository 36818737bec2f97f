/** Charsets of two or four bytes a character. */
export type WideCharset = 'utf-16' | 'utf-16le' | 'utf-16be' | 'utf-32' | 'utf-32le' | 'utf-32be';

export function isWideCharset(charset: string | null): charset is WideCharset {
  return charset !== null && /^utf-(?:16|32)(?:le|be)?$/.test(charset);
}

/** The charset that a byte order mark states; null where there is none. */
export function byteOrderMark(bytes: Uint8Array): WideCharset | null {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'utf-32le' : 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  return a === 0 && b === 0 && c === 0xfe && d === 0xff ? 'utf-32be' : null;
}

const utf16 = { le: new TextDecoder('utf-16le'), be: new TextDecoder('utf-16be') };

function decodeUtf32(bytes: Uint8Array, littleEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let text = '';
  for (let at = 0; at + 3 < bytes.length; at += 4) {
    const code = view.getUint32(at, littleEndian);
    if (at === 0 && code === 0xfeff) continue;
    const isCharacter = code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    text += isCharacter ? String.fromCodePoint(code) : '\ufffd';
  }
  return text;
}

/** How many characters of a text are such as people write. */
function plausible(text: string): number {
  return (
    text.match(/[\s\u0020-\u017f\u0370-\u06ff\u0e00-\u0e5b\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3]/g)
      ?.length ?? 0
  );
}

function better(big: string, little: string): { text: string; order: 'be' | 'le' } {
  // Without a mark the order is big-endian (RFC 2781, 4.3), unless that gives no text.
  return plausible(little) > plausible(big) ? { text: little, order: 'le' } : { text: big, order: 'be' };
}

/**
 * Reads UTF-16 and UTF-32; where the order of bytes is not stated, or stated wrongly, the content decides. Null where the
 * bytes are of another charset: no wide text without zeros has the length or the characters of one. Never throws.
 */
export function decodeWide(
  bytes: Uint8Array,
  declared: WideCharset,
): { text: string; charset: string } | null {
  const marked = byteOrderMark(bytes);
  const isLong = (marked ?? declared).startsWith('utf-32');
  const both = isLong
    ? { be: decodeUtf32(bytes, false), le: decodeUtf32(bytes, true) }
    : { be: utf16.be.decode(bytes), le: utf16.le.decode(bytes) };
  const name = (order: 'be' | 'le') => `${isLong ? 'utf-32' : 'utf-16'}${order}`;
  if (marked) {
    const order = marked.endsWith('le') ? 'le' : 'be';
    return { text: both[order], charset: name(order) };
  }
  const { text, order } = better(both.be, both.le);
  if (plausible(text) < text.length * 0.7) return null;
  return { text, charset: name(order) };
}
