import { decodeText } from './charset';
import { decodeBase64, decodeQuotedPrintable } from './transfer-encoding';

/**
 * RFC 2047 encoded word, with the damage seen in real mail: blanks inside, a language tag (RFC 2231), 8-bit bytes.
 */
const ENCODED_WORD = /=\?([\w.:+-]{1,60})(?:\*[\w-]{0,20})?\?([bBqQ])\?([^?]*(?:\?(?!=)[^?]*)*)\?=/g;

interface Segment {
  literal: string;
  charset: string | null;
  bytes: Buffer | null;
}

function wordBytes(encoding: string, payload: string): Buffer {
  const source = Buffer.from(payload, 'latin1');
  if (encoding.toLowerCase() === 'b') return decodeBase64(source).bytes;
  const spaced = Buffer.from(payload.replace(/_/g, ' ').replace(/ (?=[\r\n]|$)/g, '=20'), 'latin1');
  return decodeQuotedPrintable(spaced).bytes;
}

/** Splits a raw value into literal text and encoded words; white space between two words is not content (RFC 2047, 6.2). */
function segmentsOf(raw: string): Segment[] {
  const segments: Segment[] = [];
  let last = 0;
  for (const match of raw.matchAll(ENCODED_WORD)) {
    const between = raw.slice(last, match.index);
    const previous = segments.at(-1);
    if (between !== '' && !(previous?.bytes && /^\s+$/.test(between))) {
      segments.push({ literal: between, charset: null, bytes: null });
    }
    last = match.index + match[0].length;
    const charset = (match[1] ?? '').toLowerCase();
    const bytes = wordBytes(match[2] ?? 'q', match[3] ?? '');
    const before = segments.at(-1);
    // A multi-byte character may be cut between two words of one charset, so their bytes are joined first.
    if (before?.bytes && before.charset === charset && charset !== 'iso-2022-jp') {
      before.bytes = Buffer.concat([before.bytes, bytes]);
    } else {
      segments.push({ literal: '', charset, bytes });
    }
  }
  if (last < raw.length) segments.push({ literal: raw.slice(last), charset: null, bytes: null });
  return segments;
}

const ESCAPE = '\u001b';

function needsDecoding(raw: string): boolean {
  return raw.includes(ESCAPE) || /[\u0080-\u00ff]/.test(raw);
}

/** Reads the bytes of a value (one character each) as text: UTF-8, else the given charset, else by looking at them. */
export function decodeRawText(raw: string, charsetHint: string | null): string {
  if (!needsDecoding(raw)) return raw;
  return decodeText(Buffer.from(raw, 'latin1'), charsetHint).text;
}

function cleanControl(text: string): string {
  let clean = '';
  for (const character of text) {
    const code = character.charCodeAt(0);
    if (code === 0x0a || code === 0x0d || code === 0x09) clean += ' ';
    else if (code >= 0x20 && code !== 0x7f) clean += character;
  }
  return clean;
}

/**
 * Decodes an unstructured header value: 8-bit bytes and encoded words become text, control characters vanish
 * (a decoded line break must not become a second header). Never throws.
 */
export function decodeHeaderText(raw: string, charsetHint: string | null = null): string {
  if (!raw.includes('=?')) return cleanIfNeeded(decodeRawText(raw, charsetHint));
  let text = '';
  for (const segment of segmentsOf(raw)) {
    text += segment.bytes
      ? decodeText(segment.bytes, segment.charset).text
      : decodeRawText(segment.literal, charsetHint);
  }
  return cleanIfNeeded(text);
}

function cleanIfNeeded(text: string): string {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 || code === 0x7f) return cleanControl(text);
  }
  return text;
}

/**
 * Replaces the encoded words of a structured value (addresses) by quoted strings, so that a decoded comma or angle
 * bracket can never become syntax.
 */
export function quoteEncodedWords(raw: string, charsetHint: string | null): string {
  if (!raw.includes('=?')) return decodeRawText(raw, charsetHint);
  let text = '';
  let quoted = false;
  for (const segment of segmentsOf(raw)) {
    if (!segment.bytes) {
      const literal = decodeRawText(segment.literal, charsetHint);
      for (let i = 0; i < literal.length; i++) {
        if (literal[i] === '\\') i++;
        else if (literal[i] === '"') quoted = !quoted;
      }
      text += literal;
      continue;
    }
    const word = cleanIfNeeded(decodeText(segment.bytes, segment.charset).text).replace(/["\\]/g, '\\$&');
    text += quoted ? word : `"${word}"`;
  }
  return text;
}
