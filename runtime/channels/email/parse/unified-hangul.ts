import { CharsetRuns } from './charset-runs';

let extension: string[] | null = null;

/** The Hangul syllables that KS X 1001 lacks, in the order of Unicode: so code page 949 has them. */
function syllablesBeyond(): string[] {
  if (extension) return extension;
  const standard = new Set<string>();
  const decoder = new TextDecoder('euc-kr');
  for (let lead = 0xb0; lead <= 0xc8; lead++)
    for (let trail = 0xa1; trail <= 0xfe; trail++)
      standard.add(decoder.decode(Uint8Array.from([lead, trail])));
  const all = Array.from({ length: 11172 }, (_, index) => String.fromCharCode(0xac00 + index));
  extension = all.filter((syllable) => !standard.has(syllable));
  return extension;
}

/** Position among the trail bytes of the extension: letters of both cases, then what lies above 0x80; -1 for others. */
function trailIndex(trail: number): number {
  if (trail >= 0x41 && trail <= 0x5a) return trail - 0x41;
  if (trail >= 0x61 && trail <= 0x7a) return trail - 0x61 + 26;
  return trail >= 0x81 && trail <= 0xfe ? trail - 0x81 + 52 : -1;
}

/** Rows up to 0xA0 hold 178 syllables, those behind it 84, as the standard stands beside them. */
function extended(lead: number, trail: number): string | null {
  const index = trailIndex(trail);
  if (lead < 0x81 || lead > 0xc6 || index < 0 || (lead > 0xa0 && index >= 84)) return null;
  const row = lead <= 0xa0 ? (lead - 0x81) * 178 : 32 * 178 + (lead - 0xa1) * 84;
  return syllablesBeyond()[row + index] ?? null;
}

/** Reads EUC-KR with the extension of Windows (code page 949, "unified Hangul code"). Never throws. */
export function decodeUnifiedHangul(bytes: Uint8Array): string {
  const runs = new CharsetRuns();
  for (let at = 0; at < bytes.length; at++) {
    const lead = bytes[at] ?? 0;
    const trail = bytes[at + 1] ?? 0;
    if (lead < 0x80) {
      runs.add('euc-kr', lead);
      continue;
    }
    const syllable = extended(lead, trail);
    if (syllable !== null) runs.addText(syllable);
    else runs.add('euc-kr', lead, trail);
    at++;
  }
  return runs.finish();
}
