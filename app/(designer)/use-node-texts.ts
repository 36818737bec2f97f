'use client';

import { useLocale } from 'next-intl';
import { use } from 'react';
import type { NodeTexts } from '@/runtime/flow/node-translate';

// Only the reader's language is loaded, once; React reads the same promise at every render.
const loaded = new Map<string, Promise<NodeTexts>>();

/** The words of all node types in the reader's language; suspends until they are loaded. */
export function useNodeTexts(): NodeTexts {
  return use(loadTexts(useLocale()));
}

function loadTexts(language: string): Promise<NodeTexts> {
  const known = loaded.get(language);
  if (known) return known;
  const loading: Promise<NodeTexts> =
    language === 'de'
      ? import('@/nodes/texts-de.generated').then((module) => module.nodeTexts)
      : import('@/nodes/texts-en.generated').then((module) => module.nodeTexts);
  loaded.set(language, loading);
  return loading;
}
