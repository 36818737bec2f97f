import { decodeDosText } from './dos-charsets';

/** What a piece of text was read as, and whether that differs from what the mail said. */
export interface DecodedText {
  text: string;
  charset: string;
  /** The declared charset was missing, unknown or wrong, and another one was used. */
  repaired: boolean;
}

/** Names seen in mail that the WHATWG encoding list (Node's TextDecoder) does not know. */
const ALIASES: Record<string, string> = {
  ansi: 'windows-1252',
  ansi_x3_110_1983: 'windows-1252',
  cp819: 'windows-1252',
  cp932: 'shift_jis',
  ms932: 'shift_jis',
  cp936: 'gb18030',
  cp949: 'euc-kr',
  cp950: 'big5',
  cp874: 'windows-874',
  gb2312: 'gb18030',
  gbk: 'gb18030',
  'hz-gb-2312': 'gb18030',
  ks_c_5601: 'euc-kr',
  'iso-8859-8-e': 'iso-8859-8',
  'iso-2022-jp-1': 'iso-2022-jp',
  'iso-2022-jp-2': 'iso-2022-jp',
  'iso-2022-jp-ms': 'iso-2022-jp',
  cp50220: 'iso-2022-jp',
  cp50221: 'iso-2022-jp',
  latin: 'windows-1252',
  'latin-1': 'windows-1252',
  'latin-9': 'iso-8859-15',
  latin9: 'iso-8859-15',
  macroman: 'macintosh',
  'utf-8-mac': 'utf-8',
  'utf-8mb4': 'utf-8',
  utf8mb4: 'utf-8',
  ucs2: 'utf-16le',
  'ucs-2': 'utf-16le',
};

/** Charset names that state nothing: the bytes decide. */
const SAYS_NOTHING =
  /^$|ascii|^unknown|^x-unknown|^8-?bit|^7-?bit|^default|^binary|^none$|^charset$|^_?autodetect|^x-user-defined|^iso-?10646|^ansi_x3\.4|^us$/;

const SINGLE_BYTE_WESTERN = new Set([
  'windows-1252',
  'iso-8859-15',
  'iso-8859-2',
  'iso-8859-10',
  'windows-1254',
]);

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });
const decoders = new Map<string, TextDecoder>();

function decoderFor(label: string, fatal: boolean): TextDecoder | null {
  const key = `${label}|${fatal}`;
  const known = decoders.get(key);
  if (known) return known;
  try {
    const decoder = new TextDecoder(label, { fatal });
    decoders.set(key, decoder);
    return decoder;
  } catch {
    // RangeError: Node does not know this encoding. The caller falls back to looking at the bytes.
    return null;
  }
}

/** Brings a charset name from a mail into the name TextDecoder uses; null when it states nothing usable. */
export function normalizeCharset(declared: string | null | undefined): string | null {
  const name = (declared ?? '')
    .trim()
    .replace(/^["']+|["';]+$/g, '')
    .replace(/^(?:x-)?(?:charset=)?/i, '')
    .toLowerCase()
    .replace(/^cp-?(125\d)$/, 'windows-$1')
    .replace(/^windows(125\d)$/, 'windows-$1')
    .replace(/^win-?(125\d)$/, 'windows-$1')
    .replace(/^utf[_ ]?(8|16|7)/, 'utf-$1')
    .replace(/^iso[_ ]?8859[_ -]?(\d+)/, 'iso-8859-$1');
  if (SAYS_NOTHING.test(name)) return null;
  if (name === 'utf-7' || name === 'unicode-1-1-utf-7') return 'utf-7';
  if (/^(?:cp|ibm|dos-?)?-?(?:437|850|858)$/.test(name)) return name.includes('437') ? 'cp437' : 'cp850';
  const candidate = ALIASES[name] ?? name;
  const decoder = decoderFor(candidate, false);
  return decoder ? decoder.encoding : null;
}

function isAscii(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) if ((bytes[i] ?? 0) > 0x7f) return false;
  return true;
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1', 0, bytes.length);
}

function tryUtf8(bytes: Uint8Array): string | null {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    // TypeError: not UTF-8. That is the answer this function gives.
    return null;
  }
}

function tryStrict(bytes: Uint8Array, charset: string): string | null {
  const decoder = decoderFor(charset, true);
  if (!decoder) return null;
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

/** Decodes modified base64 runs of RFC 2152; a run that cannot be read stays as it is. */
function decodeUtf7(source: string): string {
  return source.replace(/\+([A-Za-z0-9+/]*)-?/g, (whole, run: string) => {
    if (run === '') return whole.endsWith('-') ? '+' : whole;
    const bytes = Buffer.from(run, 'base64');
    if (bytes.length < 2) return whole;
    let text = '';
    for (let i = 0; i + 1 < bytes.length; i += 2) text += String.fromCharCode(bytes.readUInt16BE(i));
    return text;
  });
}

function decodeAscii(bytes: Uint8Array, declared: string | null): DecodedText {
  const text = latin1(bytes);
  if (declared === 'utf-7') return { text: decodeUtf7(text), charset: 'utf-7', repaired: false };
  if (text.includes('\u001b$') || text.includes('\u001b(J')) {
    const japanese = decoderFor('iso-2022-jp', false)?.decode(bytes);
    if (japanese) return { text: japanese, charset: 'iso-2022-jp', repaired: declared !== 'iso-2022-jp' };
  }
  if (declared === 'utf-16le' || declared === 'utf-16be') {
    if (text.includes('\0')) {
      const wide = decoderFor(declared, false)?.decode(bytes);
      if (wide !== undefined) return { text: wide, charset: declared, repaired: false };
    }
    return { text, charset: 'utf-8', repaired: true };
  }
  return { text, charset: declared ?? 'us-ascii', repaired: false };
}

function countMatches(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/** So much of a text is enough to tell its charset. */
const SAMPLE_BYTES = 32 * 1024;

/** Cyrillic text misread in the other Cyrillic charset has its letter case turned round; that tells them apart. */
function guessCyrillic(sample: Uint8Array): { charset: string; score: number; words: number } {
  let best = { charset: 'windows-1251', score: 0, words: 0 };
  for (const charset of ['koi8-r', 'windows-1251']) {
    const text = decoderFor(charset, false)?.decode(sample) ?? '';
    const odd =
      countMatches(text, /[^\s\u0020-\u007eа-яА-ЯёЁ№«»—–„“”…]/g) + countMatches(text, /[а-яё][А-ЯЁ]/g) * 2;
    const score = countMatches(text, /[а-яё]/g) - odd;
    if (score > best.score) best = { charset, score, words: countMatches(text, /[а-яё]{3,}/g) };
  }
  return best;
}

/** East Asian charsets and the characters that real text in them is full of. */
const EAST_ASIAN = [
  ['shift_jis', /[\u3041-\u3096\u30a1-\u30fa]/g],
  ['euc-jp', /[\u3041-\u3096\u30a1-\u30fa]/g],
  ['euc-kr', /[\uac00-\ud7a3]/g],
  ['gb18030', /[\u4e00-\u7fff]/g],
  ['big5', /[\u4e00-\u7fff]/g],
] as const;

/** Looks at undeclared 8-bit text that is not UTF-8: East Asian, Cyrillic, else Western. */
function guessCharset(bytes: Uint8Array): string {
  const sample = bytes.length > SAMPLE_BYTES ? bytes.subarray(0, SAMPLE_BYTES) : bytes;
  let high = 0;
  let visible = 0;
  for (const byte of sample) {
    if (byte > 0x7f) high++;
    if (byte > 0x20) visible++;
  }
  if (high < 6 || high <= visible * 0.25) return 'windows-1252';
  const cyrillic = guessCyrillic(sample);
  if (cyrillic.words * 4 > high * 0.3) return cyrillic.charset;
  for (const [charset, usual] of EAST_ASIAN) {
    const text = decoderFor(charset, false)?.decode(sample) ?? '';
    // The cut at the end of the sample may break one character; more than that is another charset.
    if (countMatches(text, /\ufffd/g) <= 1 && countMatches(text, usual) > (high / 2) * 0.4) return charset;
  }
  return cyrillic.score > 0 ? cyrillic.charset : 'windows-1252';
}

function guessLegacy(bytes: Uint8Array): { text: string; charset: string } {
  const charset = guessCharset(bytes);
  return { text: decoderFor(charset, false)?.decode(bytes) ?? latin1(bytes), charset };
}

/**
 * Reads bytes as text. The declared charset is believed unless the bytes contradict it: valid UTF-8 under a Western
 * or missing declaration is UTF-8, invalid UTF-8 is looked at for Western, Cyrillic and East Asian charsets. Never throws.
 * Charset names: https://encoding.spec.whatwg.org/#names-and-labels
 */
export function decodeText(bytes: Uint8Array, declared?: string | null): DecodedText {
  const charset = normalizeCharset(declared);
  if (bytes.length >= 2) {
    if (bytes[0] === 0xff && bytes[1] === 0xfe) return wide(bytes, 'utf-16le', charset);
    if (bytes[0] === 0xfe && bytes[1] === 0xff) return wide(bytes, 'utf-16be', charset);
  }
  if (isAscii(bytes)) return decodeAscii(bytes, charset);
  if (charset === 'cp437' || charset === 'cp850') {
    return { text: decodeDosText(bytes, charset), charset, repaired: false };
  }
  if (charset === null || charset === 'utf-8' || charset === 'utf-7' || SINGLE_BYTE_WESTERN.has(charset)) {
    const utf8 = tryUtf8(bytes);
    if (utf8 !== null) return { text: utf8, charset: 'utf-8', repaired: charset !== 'utf-8' };
  }
  if (charset === null) return { ...guessLegacy(bytes), repaired: true };
  if (charset === 'utf-8' || charset === 'utf-7') return repairUtf8(bytes);
  const strict = tryStrict(bytes, charset);
  if (strict !== null) return { text: strict, charset, repaired: false };
  const utf8 = tryUtf8(bytes);
  if (utf8 !== null) return { text: utf8, charset: 'utf-8', repaired: true };
  return { text: decoderFor(charset, false)?.decode(bytes) ?? latin1(bytes), charset, repaired: true };
}

function wide(bytes: Uint8Array, found: string, declared: string | null): DecodedText {
  const text = decoderFor(found, false)?.decode(bytes) ?? latin1(bytes);
  return { text, charset: found, repaired: declared !== found };
}

/** Mostly valid UTF-8 with a few broken places stays UTF-8; anything else was never UTF-8. */
function repairUtf8(bytes: Uint8Array): DecodedText {
  const lossy = decoderFor('utf-8', false)?.decode(bytes) ?? '';
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
