'use client';

import { useLocale } from 'next-intl';
import { createContext, type ReactNode, use, useContext, useMemo } from 'react';
import { nodeRegistry } from '@/nodes/registry.generated';
import type { NodeTexts } from '@/runtime/flow/node-translate';
import { createNodeWords, type NodeWords } from './model/node-words';

// Only the reader's language is loaded. The promises are kept: React reads the same one at every render.
const loaded = new Map<string, Promise<NodeTexts>>();

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

const WordsContext = createContext<NodeWords | null>(null);

/** Loads the words of all node types in the reader's language; suspends meanwhile. */
export function NodeWordsProvider({ children }: { children: ReactNode }) {
  const language = useLocale();
  const texts = use(loadTexts(language));
  const words = useMemo(() => createNodeWords(texts, language, nodeRegistry), [texts, language]);
  return <WordsContext.Provider value={words}>{children}</WordsContext.Provider>;
}

/** Titles, summaries and port labels of nodes in the reader's language. */
export function useNodeWords(): NodeWords {
  const words = useContext(WordsContext);
  if (!words) throw new Error('useNodeWords is called outside NodeWordsProvider');
  return words;
}
