import { decodeText } from './charset';
import { decodeBase64, decodeQuotedPrintable } from './transfer-encoding';

/** Head of an RFC 2047 encoded word, perhaps with a language tag (RFC 2231). */
const WORD_HEAD = /^=\?([\w.:+-]{1,60})(?:\*[\w-]{0,20})?\?([bBqQ])\?/;

interface EncodedWord {
  start: number;
  end: number;
  charset: string;
  encoding: string;
  payload: string;
}

/** Finds encoded words from left to right, with the damage of real mail: blanks and question marks inside, 8-bit bytes. */
function encodedWords(raw: string): EncodedWord[] {
  const words: EncodedWord[] = [];
  let at = raw.indexOf('=?');
  while (at >= 0) {
    const head = WORD_HEAD.exec(raw.slice(at, at + 100));
    if (!head) {
      at = raw.indexOf('=?', at + 2);
      continue;
    }
    const from = at + head[0].length;
    const close = raw.indexOf('?=', from);
    if (close < 0) break;
    const charset = (head[1] ?? '').toLowerCase();
    words.push({
      start: at,
      end: close + 2,
      charset,
      encoding: head[2] ?? 'q',
      payload: raw.slice(from, close),
    });
    at = raw.indexOf('=?', close + 2);
  }
  return words;
}

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
  for (const word of encodedWords(raw)) {
    const between = raw.slice(last, word.start);
    const previous = segments.at(-1);
    if (between !== '' && !(previous?.bytes && between.trim() === '')) {
      segments.push({ literal: between, charset: null, bytes: null });
    }
    last = word.end;
    const { charset } = word;
    const bytes = wordBytes(word.encoding, word.payload);
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
