/**
 * The locale that dates and times are written in for a language. English without a country is written as in Britain,
 * `23 Nov 2026, 15:20`: the American order and half-day clock are misread by most who read English as a second language.
 */
export function dateLocale(language: string): string {
  return language === 'en' ? 'en-GB' : language;
}
