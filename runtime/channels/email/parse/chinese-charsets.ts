import { CharsetRuns } from './charset-runs';
import { cnsToBig5 } from './cns-charset';

const TILDE = 0x7e;

/** Reads HZ-GB-2312 (RFC 1843): `~{` and `~}` enclose Chinese, `~~` is a tilde, `~` at a line end joins lines. Never throws. */
export function decodeHz(bytes: Uint8Array): string {
  const runs = new CharsetRuns();
  let chinese = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    const next = bytes[at + 1] ?? 0;
    if (byte === TILDE && (next === 0x7b || next === 0x7d)) {
      chinese = next === 0x7b;
      at++;
    } else if (byte === TILDE && !chinese && (next === TILDE || next === 0x0a)) {
      if (next === TILDE) runs.add('gb18030', TILDE);
      at++;
    } else if ((chinese && byte > 0x20 && next > 0x20) || byte > 0x7f) {
      runs.add('gb18030', byte | 0x80, next | 0x80);
      at++;
    } else {
      // Chinese ends with its line, said or not.
      if (byte === 0x0a) chinese = false;
      runs.add('gb18030', byte);
    }
  }
  return runs.finish();
}

/** Reads EUC-TW as far as Big5 has its characters (planes 1 and 2 of CNS 11643); U+FFFD stands for others. Never throws. */
export function decodeEucTw(bytes: Uint8Array): string {
  const runs = new CharsetRuns();
  let at = 0;
  while (at < bytes.length) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x80) {
      runs.add('utf-8', byte);
      at++;
      continue;
    }
    const isLong = byte === 0x8e;
    const plane = isLong ? (bytes[at + 1] ?? 0) - 0xa0 : 1;
    const from = isLong ? at + 2 : at;
    const big5 = cnsToBig5(plane, (bytes[from] ?? 0) & 0x7f, (bytes[from + 1] ?? 0) & 0x7f);
    if (big5) runs.add('big5', ...big5);
    else runs.addText('\ufffd');
    at = from + 2;
  }
  return runs.finish();
}
