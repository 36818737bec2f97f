'use client';

import { useLocale } from 'next-intl';
import { useMemo } from 'react';
import { useNodeTexts } from '../../use-node-texts';
import { createFieldWords, type FieldWords } from './field-words';

/** Labels, help and options of a node type's fields in the reader's language; suspends until they are loaded. */
export function useFieldWords(type: string): FieldWords {
  const language = useLocale();
  const texts = useNodeTexts();
  return useMemo(() => createFieldWords(texts[type], language), [texts, type, language]);
}
