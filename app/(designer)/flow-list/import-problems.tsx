'use client';

import { List } from '@mantine/core';
import { problemSentence } from '@/runtime/flow/problem-sentence';
import type { ImportPreview } from '@/runtime/library/exchange-flow';
import { useNodeWords } from '../use-node-words';

/** Problems of a flow that is not in the library yet, as sentences. */
export function ImportProblems({ document, problems }: ImportPreview) {
  const words = useNodeWords();
  const titles = new Map(document.nodes.map((node) => [node.id, words.title(node)]));
  return (
    <List size="sm" spacing={4}>
      {problems.map((problem, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list is shown once and keeps no state
        <List.Item key={index}>
          {[titles.get(problem.nodeId ?? ''), problemSentence(problem, document, words.language, words.texts)]
            .filter(Boolean)
            .join(': ')}
        </List.Item>
      ))}
    </List>
  );
}
