'use client';

import { useLocale } from 'next-intl';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { nodeRegistry } from '@/nodes/registry.generated';
import { createNodeWords, type NodeWords } from './model/node-words';
import { useNodeTexts } from './use-node-texts';

const WordsContext = createContext<NodeWords | null>(null);

/** Loads the words of all node types in the reader's language; suspends meanwhile. */
export function NodeWordsProvider({ children }: { children: ReactNode }) {
  const language = useLocale();
  const texts = useNodeTexts();
  const words = useMemo(() => createNodeWords(texts, language, nodeRegistry), [texts, language]);
  return <WordsContext.Provider value={words}>{children}</WordsContext.Provider>;
}

/** Titles, summaries and port labels of nodes in the reader's language. */
export function useNodeWords(): NodeWords {
  const words = useContext(WordsContext);
  if (!words) throw new Error('useNodeWords is called outside NodeWordsProvider');
  return words;
}
