'use client';

import { useLocale } from 'next-intl';
import { useCallback } from 'react';
import { problemSentence } from '@/runtime/flow/problem-sentence';
import type { Problem } from '@/runtime/flow/problems';
import { useEditorState } from '../use-editor';
import { useNodeTexts } from '../use-node-texts';

/** What a problem says, in the reader's language. */
export function useProblemSentence(): (problem: Problem) => string {
  const language = useLocale();
  const texts = useNodeTexts();
  const flow = useEditorState((state) => state.flow);
  return useCallback((problem) => problemSentence(problem, flow, language, texts), [flow, language, texts]);
}
