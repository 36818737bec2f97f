import { CharsetRuns } from './charset-runs';
import { cnsToBig5 } from './cns-charset';

type CharacterSet =
  | 'ascii'
  | 'katakana'
  | 'jis'
  | 'jis-supplement'
  | 'gb'
  | 'ks'
  | 'cns-1'
  | 'cns-2'
  | 'latin-1'
  | 'greek';

/** What an escape sequence (without ESC) puts where: G0, shifted to by SO (G1), or taken for one character (G2). */
const DESIGNATIONS: Record<string, readonly [place: 0 | 1 | 2, set: CharacterSet]> = {
  '(B': [0, 'ascii'],
  '(J': [0, 'ascii'],
  '(H': [0, 'ascii'],
  '(I': [0, 'katakana'],
  $A: [0, 'gb'],
  '$@': [0, 'jis'],
  $B: [0, 'jis'],
  '$(@': [0, 'jis'],
  '$(B': [0, 'jis'],
  '$(A': [0, 'gb'],
  '$(C': [0, 'ks'],
  '$(D': [0, 'jis-supplement'],
  '$(G': [0, 'cns-1'],
  '$(H': [0, 'cns-2'],
  '$(O': [0, 'jis'],
  '$(Q': [0, 'jis'],
  ')I': [1, 'katakana'],
  '$)A': [1, 'gb'],
  '$)C': [1, 'ks'],
  '$)G': [1, 'cns-1'],
  '$*H': [2, 'cns-2'],
  '.A': [2, 'latin-1'],
  '.F': [2, 'greek'],
};

const ESC = 0x1b;
const SHIFT_OUT = 0x0e;
const SHIFT_IN = 0x0f;

/** Which set SO shifts to where a text never says. */
const SHIFTED: Record<string, CharacterSet> = {
  'iso-2022-kr': 'ks',
  'iso-2022-cn': 'gb',
  'iso-2022-jp': 'katakana',
};

function isDouble(set: CharacterSet): boolean {
  return set !== 'ascii' && set !== 'katakana' && set !== 'latin-1' && set !== 'greek';
}

class Reader {
  private readonly runs = new CharsetRuns();
  private readonly sets: [CharacterSet, CharacterSet, CharacterSet];
  private shifted = false;
  private at = 0;

  constructor(
    private readonly bytes: Uint8Array,
    charset: string,
  ) {
    this.sets = ['ascii', SHIFTED[charset] ?? 'katakana', 'cns-2'];
  }

  read(): string {
    while (this.at < this.bytes.length) {
      const byte = this.bytes[this.at] ?? 0;
      if (byte === ESC) this.escape();
      else if (byte === SHIFT_OUT || byte === SHIFT_IN) {
        this.shifted = byte === SHIFT_OUT;
        this.at++;
      } else if (byte <= 0x20 || byte === 0x7f) {
        this.runs.add('utf-8', byte);
        this.at++;
      } else this.character(byte > 0x7f ? this.sets[1] : this.sets[this.shifted ? 1 : 0]);
    }
    return this.runs.finish();
  }

  private escape(): void {
    const following = String.fromCharCode(...this.bytes.subarray(this.at + 1, this.at + 4));
    for (let length = 3; length >= 2; length--) {
      const designation = DESIGNATIONS[following.slice(0, length)];
      if (!designation) continue;
      this.sets[designation[0]] = designation[1];
      this.at += 1 + length;
      return;
    }
    this.at += 1;
    // ESC N: one character of G2.
    if (following.startsWith('N')) {
      this.at += 1;
      this.character(this.sets[2]);
    }
  }

  private character(set: CharacterSet): void {
    const first = (this.bytes[this.at] ?? 0) & 0x7f;
    const second = (this.bytes[this.at + 1] ?? 0) & 0x7f;
    if (!isDouble(set)) {
      this.at += 1;
      this.single(set, first);
    } else if (second > 0x20 && second !== 0x7f) {
      this.at += 2;
      this.double(set, first, second);
    } else {
      // Half a character before a line end or the end: nothing can be read of it.
      this.at += 1;
      this.runs.addText('\ufffd');
    }
  }

  private single(set: CharacterSet, code: number): void {
    if (set === 'katakana') this.runs.add('euc-jp', 0x8e, code | 0x80);
    else if (set === 'latin-1') this.runs.add('windows-1252', code | 0x80);
    else if (set === 'greek') this.runs.add('iso-8859-7', code | 0x80);
    else this.runs.add('utf-8', code);
  }

  private double(set: CharacterSet, first: number, second: number): void {
    if (set === 'cns-1' || set === 'cns-2') {
      const big5 = cnsToBig5(set === 'cns-1' ? 1 : 2, first, second);
      if (big5) this.runs.add('big5', ...big5);
      else this.runs.addText('\ufffd');
      return;
    }
    const bytes = [first | 0x80, second | 0x80];
    if (set === 'gb') this.runs.add('gb18030', ...bytes);
    else if (set === 'ks') this.runs.add('euc-kr', ...bytes);
    else this.runs.add('euc-jp', ...(set === 'jis-supplement' ? [0x8f] : []), ...bytes);
  }
}

/**
 * Reads text whose charsets change by escape sequences: ISO-2022-JP with its extensions (RFC 1468, 1554, 2237),
 * ISO-2022-KR (RFC 1557) and ISO-2022-CN (RFC 1922). Escape sequences that are none are dropped. Never throws.
 */
export function decodeIso2022(bytes: Uint8Array, charset: string): string {
  return new Reader(bytes, charset).read();
}
