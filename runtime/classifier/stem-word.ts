export type Language = 'de' | 'en';

/**
 * Cuts the inflection off one normalised word: a light suffix stripper in the manner of Porter's first step for
 * English and of the CISTEM idea (strip ge-, then short endings) for German. It never makes a stem shorter than
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
    stem = participle[1].replace(/([bdgmnprt])\1$/, '$1');
  }
  stem = stem.replace(/^(.{3,})(?:ation|ment|ly|ness)$/, '$1');
  if (stem.length > 3 && stem.endsWith('e')) stem = stem.slice(0, -1);
  if (stem.length > 3 && stem.endsWith('y')) stem = `${stem.slice(0, -1)}i`;
  return stem;
}

function stemGerman(word: string): string {
  let stem = word;
  if (stem.startsWith('ge') && stem.length >= 7) stem = stem.slice(2);
  for (let round = 0; round < 4 && stem.length > 3; round += 1) {
    if (stem.length > 5 && /(?:em|er|nd)$/.test(stem)) stem = stem.slice(0, -2);
    else if (/[tesn]$/.test(stem)) stem = stem.slice(0, -1);
    else break;
  }
  return stem;
}
