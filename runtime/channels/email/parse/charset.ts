import { guessLegacy } from './charset-guess';
import { normalizeCharset } from './charset-names';
import { decodeEucTw, decodeHz } from './chinese-charsets';
import { decodeIso2022 } from './iso-2022';
import { decodeJohab } from './johab';
import { decodeSingleByte } from './single-byte-charsets';
import { decodeStrictly, decodeWith } from './text-decoders';
import { decodeUnifiedHangul } from './unified-hangul';
import { decodeUtf7 } from './utf-7';
import { byteOrderMark, decodeWide, isWideCharset } from './wide-charsets';

/** What a piece of text was read as, and whether that differs from what the mail said. */
export interface DecodedText {
  text: string;
  charset: string;
  /** The declared charset was missing, unknown or wrong, and another one was used. */
  repaired: boolean;
}

/**
 * Reads bytes as text. The declared charset is believed unless the bytes contradict it: valid UTF-8 under another declaration
 * is UTF-8, invalid UTF-8 is looked at for Western, Cyrillic and East Asian charsets. Never throws.
 * Charset names: https://encoding.spec.whatwg.org/#names-and-labels, and those of charset-names.ts.
 */
export function decodeText(bytes: Uint8Array, declared?: string | null): DecodedText {
  const charset = normalizeCharset(declared);
  return decodeShifting(bytes, charset) ?? decodeBytes(bytes, charset);
}

const WESTERN = new Set(['windows-1252', 'iso-8859-15', 'iso-8859-2', 'iso-8859-10', 'windows-1254']);

/** Charsets that the decoders of our own read. */
const OWN: Record<string, (bytes: Uint8Array) => string> = {
  hz: decodeHz,
  johab: decodeJohab,
  'euc-tw': decodeEucTw,
  'euc-kr': decodeUnifiedHangul,
};

/** Charsets that a mark, zeros or escape sequences give away, whatever was declared; null: it is none of them. */
function decodeShifting(bytes: Uint8Array, charset: string | null): DecodedText | null {
  const marked = byteOrderMark(bytes);
  if (marked || (isWideCharset(charset) && !isPlain(bytes))) {
    const wide = decodeWide(bytes, marked ?? (isWideCharset(charset) ? charset : 'utf-16'));
    if (wide) return { ...wide, repaired: charset === null || !wide.charset.startsWith(charset) };
  }
  const isShifting = charset?.startsWith('iso-2022-') === true;
  if (!shifts(bytes, isShifting)) return null;
  const read = isShifting && charset ? charset : 'iso-2022-jp';
  return { text: decodeIso2022(bytes, read), charset: read, repaired: !isShifting };
}

/** No zeros, but mostly letters and blanks, or UTF-8: text that was declared to be wide by mistake. */
function isPlain(bytes: Uint8Array): boolean {
  if (bytes.includes(0)) return false;
  let usual = 0;
  for (const byte of bytes) if (byte === 0x20 || byte === 0x0a || isLetter(byte)) usual++;
  return usual > bytes.length * 0.7 || decodeStrictly('utf-8', bytes) !== null;
}

function isLetter(byte: number): boolean {
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

/** Are there escape sequences that change the charset (ESC $, ESC ( J or I), or where it is declared so, shifts? */
function shifts(bytes: Uint8Array, isDeclared: boolean): boolean {
  if (isDeclared && bytes.includes(0x0e)) return true;
  for (let at = bytes.indexOf(0x1b); at >= 0; at = bytes.indexOf(0x1b, at + 1)) {
    const next = bytes[at + 1];
    const after = bytes[at + 2];
    if (next === 0x24 && after !== undefined && /[@AB()*]/.test(String.fromCharCode(after))) return true;
    if (next === 0x28 && (after === 0x49 || (isDeclared && (after === 0x42 || after === 0x4a)))) return true;
  }
  return false;
}

function decodeBytes(bytes: Uint8Array, charset: string | null): DecodedText {
  if (charset === 'hz') return { text: decodeHz(bytes), charset, repaired: false };
  if (charset === 'viscii') return { text: decodeSingleByte(bytes, charset) ?? '', charset, repaired: false };
  if (isAscii(bytes)) return decodeAscii(bytes, charset);
  if (charset === null || charset === 'utf-8' || charset === 'utf-7' || WESTERN.has(charset)) {
    const utf8 = decodeStrictly('utf-8', bytes);
    if (utf8 !== null) return { text: utf8, charset: 'utf-8', repaired: charset !== 'utf-8' };
  }
  if (charset === null || isWideCharset(charset) || charset.startsWith('iso-2022-')) {
    const utf8 = decodeStrictly('utf-8', bytes);
    return utf8 === null
      ? { ...guessLegacy(bytes, charset === 'iso-2022-jp'), repaired: true }
      : { text: utf8, charset: 'utf-8', repaired: true };
  }
  if (charset === 'utf-8' || charset === 'utf-7') return repairUtf8(bytes);
  return decodeDeclared(bytes, charset);
}

function decodeDeclared(bytes: Uint8Array, charset: string): DecodedText {
  const utf8 = decodeStrictly('utf-8', bytes);
  if (utf8 !== null && isSurelyUtf8(utf8)) return { text: utf8, charset: 'utf-8', repaired: true };
  const own = OWN[charset]?.(bytes) ?? decodeSingleByte(bytes, charset);
  if (own !== null) return { text: own, charset, repaired: false };
  const strict = decodeStrictly(charset, bytes);
  if (strict !== null) return { text: strict, charset, repaired: false };
  if (utf8 !== null) return { text: utf8, charset: 'utf-8', repaired: true };
  if (charset === 'shift_jis' || charset === 'euc-jp') {
    const other = charset === 'euc-jp' ? 'shift_jis' : 'euc-jp';
    const read = decodeStrictly(other, bytes);
    if (read !== null) return { text: read, charset: other, repaired: true };
  }
  return { text: decodeWith(charset, bytes), charset, repaired: true };
}

/** So many characters of several bytes do not come out of another charset by chance; two or three may. */
function isSurelyUtf8(text: string): boolean {
  if (/[\u0080-\u009f]/.test(text)) return false;
  const long = text.match(/[\u0800-\uffff]/g)?.length ?? 0;
  const short = text.match(/[\u00a0-\u07ff]/g)?.length ?? 0;
  // Letters with accents within words of other letters: no other script mixes so.
  const withinWords = text.match(/[A-Za-z][\u00c0-\u017f]|[\u00c0-\u017f][A-Za-z]/g)?.length ?? 0;
  return long + short / 2 >= 4 || withinWords >= 3;
}

function decodeAscii(bytes: Uint8Array, declared: string | null): DecodedText {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  if (declared === 'utf-7') return { text: decodeUtf7(text), charset: 'utf-7', repaired: false };
  if (isWideCharset(declared)) return { text, charset: 'utf-8', repaired: true };
  return { text, charset: declared ?? 'us-ascii', repaired: false };
}

function isAscii(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) if ((bytes[i] ?? 0) > 0x7f) return false;
  return true;
}

/** Mostly valid UTF-8 with a few broken places stays UTF-8; anything else was never UTF-8. */
function repairUtf8(bytes: Uint8Array): DecodedText {
  const lossy = decodeWith('utf-8', bytes);
  let broken = 0;
  let good = 0;
  for (let i = 0; i < lossy.length; i++) {
    const code = lossy.charCodeAt(i);
    if (code === 0xfffd) broken++;
    else if (code > 0x7f) good++;
  }
  if (good > broken) return { text: lossy, charset: 'utf-8', repaired: true };
  return { ...guessLegacy(bytes), repaired: true };
}
