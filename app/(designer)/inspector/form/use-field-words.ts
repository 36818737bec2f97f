'use client';

import { useLocale } from 'next-intl';
import { use, useMemo } from 'react';
import { createFieldWords, type FieldWords } from './field-words';

type Texts = Record<string, unknown>;

// Only the reader's language is loaded, once; React reads the same promise at every render.
const loaded = new Map<string, Promise<Texts>>();

/** Labels, help and options of a node type's fields in the reader's language; suspends until they are loaded. */
export function useFieldWords(type: string): FieldWords {
  const language = useLocale();
  const texts = use(loadTexts(language));
  return useMemo(() => createFieldWords(texts[type], language), [texts, type, language]);
}

function loadTexts(language: string): Promise<Texts> {
  const known = loaded.get(language);
  if (known) return known;
  const loading: Promise<Texts> =
    language === 'de'
      ? import('@/nodes/texts-de.generated').then((module) => module.nodeTexts)
      : import('@/nodes/texts-en.generated').then((module) => module.nodeTexts);
  loaded.set(language, loading);
  return loading;
}
