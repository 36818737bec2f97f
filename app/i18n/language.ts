/** Languages of the surface. The first is what a reader gets whose browser asks for none of them. */
export const languages = ['de', 'en'] as const;
export type Language = (typeof languages)[number];

export const LANGUAGE_COOKIE = 'stellwerk-language';

export function isLanguage(value: string | null | undefined): value is Language {
  return languages.some((language) => language === value);
}

/**
 * The reader's language: his own choice (cookie), else the browser's wish, else German.
 * Reads quality values as RFC 9110, section 12.5.4, describes them.
 */
export function chooseLanguage(cookie: string | undefined, acceptLanguage: string | null): Language {
  if (isLanguage(cookie)) return cookie;
  const wishes = (acceptLanguage ?? '')
    .split(',')
    .map((part, order) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = parameters.map((p) => /^\s*q=([0-9.]+)\s*$/.exec(p)?.[1]).find((q) => q !== undefined);
      return {
        language: tag.split('-')[0] ?? '',
        quality: quality === undefined ? 1 : Number(quality),
        order,
      };
    })
    .filter((wish) => wish.quality > 0)
    .sort((a, b) => b.quality - a.quality || a.order - b.order);
  for (const wish of wishes) if (isLanguage(wish.language)) return wish.language;
  return languages[0];
}
