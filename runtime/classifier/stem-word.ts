export type Language = 'de' | 'en';

/**
 * Cuts the inflection off one normalised word: a light suffix stripper in the manner of Porter's first step for
 * English, one ending and the participle's ge- for German. It never makes a stem shorter than
 * three letters and leaves everything that is not a plain word alone.
 */
export function stemWord(word: string, language: Language): string {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
  return language === 'de' ? stemGerman(word) : stemEnglish(word);
}

function stemEnglish(word: string): string {
  let stem = word;
  if (/(?:ss|us|is)$/.test(stem)) return stem;
  if (/ies$/.test(stem) && stem.length > 4) stem = `${stem.slice(0, -3)}y`;
  else if (/(?:ch|sh|x|ss)es$/.test(stem)) stem = stem.slice(0, -2);
  else if (stem.endsWith('s')) stem = stem.slice(0, -1);
  const participle = /^(.*[aeiouy].*?)(?:ing|ed)$/.exec(stem);
  if (participle?.[1] !== undefined && participle[1].length >= 3) {
    const bare = participle[1].replace(/([bdgmnprt])\1$/, '$1');
    stem = bare === participle[1] && /^[a-z]?[^aeiou][aeiou][^aeiouwxy]$/.test(bare) ? `${bare}e` : bare;
  }
  stem = stem.replace(/^(.{3,})(?:ation|ment|ly|ness)$/, '$1');
  if (stem.length > 4 && stem.endsWith('e')) stem = stem.slice(0, -1);
  if (stem.length > 3 && stem.endsWith('y')) stem = `${stem.slice(0, -1)}i`;
  return stem;
}

function stemGerman(word: string): string {
  let stem = joinSeparablePrefix(word);
  const participle = /^ge([a-z]{3,}(?:t|en))$/.exec(stem);
  if (participle?.[1] !== undefined && stem.length >= 8) stem = participle[1];
  const ending = /(?:ern|em|en|er|es|e|n|s)$/.exec(stem);
  if (ending !== null) return stem.length - ending[0].length >= 3 ? stem.slice(0, -ending[0].length) : stem;
  // "zahlt" and "gesperrt" are verbs; "Nacht", "Post" and "Welt" are not.
  if (stem.length > 5 && /[^aeiouhs]t$/.test(stem)) stem = stem.slice(0, -1);
  return stem;
}

/** "abzubrechen" and "abgebrochen" keep their prefix but lose what German puts behind it. */
function joinSeparablePrefix(word: string): string {
  const parts = SEPARATED_INSIDE.exec(word);
  return parts === null ? word : `${parts[1] ?? ''}${parts[2] ?? ''}`;
}

/** The prefixes that a German verb leaves at the end of the sentence ("ich melde mich ab"). */
export const SEPARABLE_PREFIXES: ReadonlySet<string> = new Set(
  'ab an auf aus bei ein fest frei her hin hinzu los mit nach um vor weg weiter wieder zu zurueck zusammen'.split(
    ' ',
  ),
);

const SEPARATED_INSIDE = new RegExp(`^(${[...SEPARABLE_PREFIXES].join('|')})(?:zu|ge)([a-z]{4,})$`);
