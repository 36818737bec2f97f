import { createTranslator } from 'use-intl/core';
import type { Translate } from './node-definition';

/** The words of every node type in one language, as the generated index gives them. */
export type NodeTexts = Readonly<Record<string, unknown>>;

const translators = new WeakMap<object, Map<string, Translate>>();
const NO_MESSAGES = {};

/**
 * Translates within a tree of ICU messages. A key that is not there gives itself: a text that is missing must not stop a page.
 */
export function translatorOf(messages: unknown, language: string): Translate {
  const root = typeof messages === 'object' && messages !== null ? messages : NO_MESSAGES;
  const known = translators.get(root) ?? new Map<string, Translate>();
  translators.set(root, known);
  let translator = known.get(language);
  if (!translator) {
    translator = createTranslate({ ...root }, language);
    known.set(language, translator);
  }
  return translator;
}

function createTranslate(messages: Record<string, unknown>, locale: string): Translate {
  // Keys are known to the translator's type only where the messages are; these are whatever a node type brings.
  const translate = createTranslator({
    locale,
    messages,
    timeZone: 'UTC',
    onError: () => undefined,
    getMessageFallback: ({ key }) => key,
  }) as unknown as (key: string, values?: Record<string, string | number>) => string;
  const translated: Translate = (key, values) => translate(key, asValues(values));
  translated.language = locale;
  return translated;
}

/** ICU has no booleans; `select` reads them as words. */
function asValues(
  values: Record<string, string | number | boolean> | undefined,
): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(values ?? {}).map(([key, value]) => [
      key,
      typeof value === 'boolean' ? String(value) : value,
    ]),
  );
}
