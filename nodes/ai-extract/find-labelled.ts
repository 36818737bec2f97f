import type { Found } from '@/runtime/flow/read-date';

/** Signs behind a label within which its value has to begin. */
const REACH = 60;
/** No value stands behind the end of a sentence, a question mark, or an empty line. */
const ENDS_REACH = /[!?]\s|[.]\s+(?=\p{Lu}\p{Ll})|\n\s*\n/u;

/**
 * Stretches of a text that follow one of the labels, up to the end of the sentence; longer labels are tried first, so that
 * "Zählerstand" is not taken for "Stand".
 */
export function stretchesBehind(text: string, labels: readonly string[]): { index: number; text: string }[] {
  const stretches: { index: number; text: string }[] = [];
  for (const match of text.matchAll(labelPattern(labels))) {
    const index = match.index + match[0].length;
    const reach = text.slice(index, index + REACH);
    stretches.push({ index, text: reach.slice(0, ENDS_REACH.exec(reach)?.index ?? reach.length) });
  }
  return stretches;
}

/** Of values found anywhere in a text, those that begin first behind a label; one a label. */
export function behindLabels<Value>(
  text: string,
  labels: readonly string[],
  found: readonly Found<Value>[],
): Found<Value>[] {
  return stretchesBehind(text, labels).flatMap((stretch) => {
    const first = found.find(
      ({ index }) => index >= stretch.index && index < stretch.index + stretch.text.length,
    );
    return first ? [first] : [];
  });
}

const TOKEN = /[\p{L}\d](?:[\p{L}\d/_-]|\.(?=\d))*/gu;
const MIN_DIGITS = 3;

/** Numbers in the sense of an office (`KD-20417`, `4711 0815`, `2026/118`) behind a label, or before one: "4711 is my customer number". */
export function identifiersBeside(text: string, labels: readonly string[]): string[] {
  const behind = stretchesBehind(text, labels).flatMap((stretch) => {
    const identifier = firstIdentifier(stretch.text);
    return identifier === null ? [] : [identifier];
  });
  if (behind.length > 0) return behind;
  const before = new RegExp(
    String.raw`([\p{L}\d][\p{L}\d/_-]{2,30})\s(?:ist|lautet|is|=)\s(?:meine?|unsere?|die|my|our|the)\s(?:${labelPattern(labels).source})`,
    'giu',
  );
  return [...text.matchAll(before)].flatMap((match) => {
    const identifier = firstIdentifier(match[1] ?? '');
    return identifier === null ? [] : [identifier];
  });
}

function firstIdentifier(text: string): string | null {
  const tokens = [...text.matchAll(TOKEN)];
  for (const [position, token] of tokens.entries()) {
    const whole = [token[0]];
    let end = token.index + token[0].length;
    // Digits in groups: "4711 0815".
    for (const next of tokens.slice(position + 1)) {
      const isGroup = /^\d{2,4}$/.test(whole.at(-1) ?? '') && /^\d{2,4}$/.test(next[0]);
      if (!isGroup || next.index !== end + 1 || text.charAt(end) !== ' ') break;
      whole.push(next[0]);
      end = next.index + next[0].length;
    }
    const identifier = whole.join('').replace(/[./_-]+$/, '');
    if ((identifier.match(/\d/g)?.length ?? 0) >= MIN_DIGITS) return identifier;
  }
  return null;
}

/** The rest of the line behind a label. */
export function linesBehind(text: string, labels: readonly string[]): string[] {
  return [...text.matchAll(labelPattern(labels))].flatMap((match) => {
    const rest = text.slice(match.index + match[0].length).split('\n', 1)[0] ?? '';
    const value = rest.replace(/^[\s:=–-]+/, '').trim();
    return value === '' ? [] : [value.slice(0, 500)];
  });
}

function labelPattern(labels: readonly string[]): RegExp {
  const written = [...labels].sort((left, right) => right.length - left.length).map(wordsPattern);
  return new RegExp(String.raw`(?<![\p{L}\d])(?:${written.join('|')})(?!\p{L})`, 'giu');
}

const UMLAUTS: Readonly<Record<string, string>> = {
  ä: '(?:ä|ae)',
  ö: '(?:ö|oe)',
  ü: '(?:ü|ue)',
  ß: '(?:ß|ss)',
};

function wordsPattern(label: string): string {
  return label
    .trim()
    .toLowerCase()
    .split(/[\s.-]+/)
    .map((word) =>
      word
        .replace(/[\\^$.*+?()[\]{}|/#-]/g, '\\$&')
        .replace(/\\#/g, '#')
        .replace(/[äöüß]/g, (sign) => UMLAUTS[sign] ?? sign),
    )
    .join(String.raw`[\s.-]{0,3}`);
}
