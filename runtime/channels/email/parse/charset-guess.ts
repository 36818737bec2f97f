import { decodeStrictly, decodeWith } from './text-decoders';

/** Reads undeclared 8-bit text that is not UTF-8; `isJapanese`: it was declared to be, in a charset that it is not in. */
export function guessLegacy(bytes: Uint8Array, isJapanese = false): { text: string; charset: string } {
  const charset = (isJapanese ? guessJapanese(bytes) : null) ?? guessCharset(bytes);
  return { text: decodeWith(charset, bytes), charset };
}

/** Which of the two Japanese 8-bit charsets reads all of it, and more of it as Japanese; null: neither. */
function guessJapanese(bytes: Uint8Array): string | null {
  let best: { charset: string; japanese: number } | null = null;
  for (const charset of ['shift_jis', 'euc-jp']) {
    const text = decodeStrictly(charset, bytes);
    if (text === null) continue;
    const japanese = countMatches(text, /[\u3001-\u30fa\u4e00-\u9fff]/g);
    if (japanese > (best?.japanese ?? 0)) best = { charset, japanese };
  }
  return best?.charset ?? null;
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
    const text = decodeWith(charset, sample);
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

/** Is every word that holds an 8-bit letter made of at least four of them, and of nothing else? */
function consistsOfHighWords(sample: Uint8Array): boolean {
  const words =
    Buffer.from(sample)
      .toString('latin1')
      .match(/[^\s!-@[-`{-~]*[\u0080-\u00ff][^\s!-@[-`{-~]*/g) ?? [];
  return words.length > 0 && words.every((word) => /^[\u0080-\u00ff]{4,}$/.test(word));
}

/** Looks at undeclared 8-bit text that is not UTF-8: East Asian, Cyrillic, else Western. */
function guessCharset(bytes: Uint8Array): string {
  const sample = bytes.length > SAMPLE_BYTES ? bytes.subarray(0, SAMPLE_BYTES) : bytes;
  let high = 0;
  let visible = 0;
  for (const byte of sample) {
    if (byte > 0x7f) high++;
    if (byte > 0x20) visible++;
  }
  // A few accents among other letters are Western; whole words of 8-bit letters are not, however short the text.
  if (high <= visible * 0.25 || (high < 6 && !consistsOfHighWords(sample))) return 'windows-1252';
  const cyrillic = guessCyrillic(sample);
  if (cyrillic.words * 4 > high * 0.3) return cyrillic.charset;
  for (const [charset, usual] of EAST_ASIAN) {
    const text = decodeWith(charset, sample);
    // The cut at the end of the sample may break one character; more than that is another charset.
    if (countMatches(text, /\ufffd/g) > 1 || countMatches(text, usual) <= (high / 2) * 0.4) continue;
    // Chinese read as Korean is full of Chinese characters; Korean has hardly any today.
    if (charset === 'euc-kr' && countMatches(text, /[\u4e00-\u9fff]/g) * 8 > countMatches(text, usual))
      continue;
    return charset;
  }
  return cyrillic.score > 0 ? cyrillic.charset : 'windows-1252';
}
