/**
 * Brings a text into the one spelling that everything in the classifier compares: lower case, umlauts as
 * ae/oe/ue/ss (so that "Tür", "Tuer" and "TÜR" are one word), no other accents, contractions written out,
 * numbers and addresses replaced by what they are. Pure; works on any input, also on an empty one.
 */
export function normaliseText(text: string): string {
  let plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’‘´`]/g, "'");
  plain = plain.replace(/[äöüß]/g, (letter) => UMLAUTS[letter] ?? letter);
  if (NOT_PLAIN.test(plain)) plain = plain.normalize('NFD').replace(/\p{M}/gu, '');
  // Each look costs more than the question whether there is anything to find.
  if (plain.includes('@')) plain = plain.replace(/\S{1,64}@\S{1,200}\.[a-z]{2,}/g, ' emailaddress ');
  plain = plain.replace(/https?:\/\/\S+|www\.\S+/g, ' webaddress ');
  plain = writeOutContractions(plain);
  plain = plain.replace(/[€$£]|\b(?:eur|usd|gbp|chf)\b/g, ' currencysign ');
  plain = plain.replace(/\d+(?:[.,:]\d+)*/g, (number) => ` ${numberShape(number)} `);
  return plain.replace(/[^a-z#?\p{L}]+/gu, ' ').trim();
}

/** The words of a text in normalised spelling, in order; a question mark is a word of its own. */
export function wordsOf(text: string): string[] {
  const normal = normaliseText(text).replace(/\?+/g, ' ? ');
  const words = normal.split(' ');
  return words.filter((word) => word !== '' && word.length <= 60);
}

/** Anything beyond ASCII: only there can be accents. */
const NOT_PLAIN = /[^\0-\x7f]/;

const UMLAUTS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };

/** "can't" and the hasty "cant" both become "can not": the negation is what tells "works" from "does not work". */
function writeOutContractions(text: string): string {
  let full = text;
  if (full.includes('cannot')) full = full.replace(/\bcannot\b/g, 'can not');
  if (full.includes('nt') || full.includes("n't")) {
    full = full
      .replace(/\b(ca|wo|sha)n'?t\b/g, (_, verb: string) => `${FULL_VERBS[verb] ?? verb} not`)
      .replace(/\b(do|does|did|is|are|was|were|has|have|had|could|would|should)n'?t\b/g, '$1 not');
  }
  if (full.includes("'")) {
    full = full.replace(
      /\b(i|you|we|they|he|she|it|that|there|what|where|who|how)'(?:ve|re|ll|d|s|m)\b/g,
      '$1',
    );
  }
  if (full.includes('ive')) full = full.replace(/\b(?:ive)\b/g, 'i');
  return full.includes("'") ? full.replace(/(\p{L})'(\p{L})/gu, '$1 $2') : full;
}

const FULL_VERBS: Readonly<Record<string, string>> = { ca: 'can', wo: 'will', sha: 'shall' };

/** Numbers say more by their shape than by their value: a time, an amount, a small count, a long reference. */
function numberShape(number: string): string {
  if (number.includes(':')) return '#time';
  const digits = number.replace(/\D/g, '').length;
  if (digits <= 2) return '#small';
  return digits <= 4 ? '#middle' : '#long';
}
