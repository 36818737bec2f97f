import { CharsetRuns } from './charset-runs';

/** Letters that stand alone, in the order of initial and of final consonants (KS X 1001). */
const INITIALS = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ';
const FINALS = 'ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ';
const FIRST_VOWEL = 0x314f;
const FIRST_SYLLABLE = 0xac00;

/** Codes of five bits to positions; -1 where there is none. The gaps are those of the standard. */
function vowelOf(code: number): number {
  if (code >= 3 && code <= 7) return code - 3;
  if (code >= 10 && code <= 15) return code - 5;
  if (code >= 18 && code <= 23) return code - 7;
  return code >= 26 && code <= 29 ? code - 9 : -1;
}

function finalOf(code: number): number {
  if (code >= 2 && code <= 17) return code - 1;
  return code >= 19 && code <= 29 ? code - 2 : 0;
}

/** One syllable, or a letter alone, from the 15 bits of its initial, vowel and final. */
function hangul(code: number): string {
  const initial = ((code >> 10) & 31) - 2;
  const vowel = vowelOf((code >> 5) & 31);
  const final = finalOf(code & 31);
  if (initial >= 0 && initial < 19 && vowel >= 0)
    return String.fromCharCode(FIRST_SYLLABLE + (initial * 21 + vowel) * 28 + final);
  if (vowel >= 0 && initial < 0 && final === 0) return String.fromCharCode(FIRST_VOWEL + vowel);
  if (vowel < 0 && initial >= 0 && final === 0) return INITIALS.charAt(initial) || '\ufffd';
  if (vowel < 0 && initial < 0 && final > 0) return FINALS.charAt(final - 1);
  return '\ufffd';
}

/** Signs and Chinese characters stand in the order of KS X 1001, two of its rows to a lead byte. */
function ksCell(lead: number, trail: number): [number, number] | null {
  const isSign = lead >= 0xd9 && lead <= 0xde;
  if (!isSign && (lead < 0xe0 || lead > 0xf9)) return null;
  const cell = trail <= 0x7e ? trail - 0x31 : trail - 0x91 + 78;
  if (cell < 0 || cell > 187) return null;
  const row = (isSign ? (lead - 0xd9) * 2 : (lead - 0xe0) * 2 + 41) + Math.floor(cell / 94);
  return [0xa1 + row, 0xa1 + (cell % 94)];
}

/** Reads Johab, the Korean code that composes syllables of their letters (KS X 1001 annex 3, code page 1361). Never throws. */
export function decodeJohab(bytes: Uint8Array): string {
  const runs = new CharsetRuns();
  for (let at = 0; at < bytes.length; at++) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) {
      runs.add('utf-8', lead);
      continue;
    }
    const trail = bytes[++at] ?? 0;
    const cell = ksCell(lead, trail);
    if (cell) runs.add('euc-kr', ...cell);
    else runs.addText(lead <= 0xd3 ? hangul((lead << 8) | trail) : '\ufffd');
  }
  return runs.finish();
}
