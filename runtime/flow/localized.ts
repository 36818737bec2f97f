import type { Localized } from './flow-document';

/** The text in a language, else in one of the fallbacks, else any there is, else ''. */
export function localizedText(
  texts: Localized | undefined,
  language: string,
  fallbacks: readonly string[] = [],
): string {
  return localizedChoice(texts, language, fallbacks)?.text ?? '';
}

/** As `localizedText`, with the language that was found. */
export function localizedChoice(
  texts: Localized | undefined,
  language: string,
  fallbacks: readonly string[] = [],
): { text: string; language: string } | null {
  if (!texts) return null;
  for (const candidate of [language, ...fallbacks, ...Object.keys(texts)]) {
    const text = texts[candidate];
    if (text !== undefined && text.trim() !== '') return { text, language: candidate };
  }
  return null;
}
