const displayNames = new Map<string, Intl.DisplayNames>();

/** `fr` as a reader calls it: French, Französisch. What is no code of a language stays as it is. */
export function languageName(code: string, language: string): string {
  let names = displayNames.get(language);
  if (!names) {
    names = new Intl.DisplayNames([language], { type: 'language' });
    displayNames.set(language, names);
  }
  return /^[a-z]{2,3}$/.test(code) ? (names.of(code) ?? code) : code;
}
