import { Group, Stack, Text } from '@mantine/core';
import { IconAlertCircle, IconAlertTriangle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useFormatter } from '@/app/i18n/use-formatter';
import { problemSentence } from '@/runtime/flow/problem-sentence';
import type { ImportPreview } from '@/runtime/library/exchange-flow';
import { useNodeWords } from '../use-node-words';

/** Nodes named with one problem; more are counted. */
const NAMED = 3;

/** Problems of a flow that is not in the library yet, as sentences; one that several nodes have is told once. */
export function ImportProblems({ document, problems }: ImportPreview) {
  const t = useTranslations('designer.import');
  const format = useFormatter();
  const words = useNodeWords();
  const titles = new Map(document.nodes.map((node) => [node.id, words.title(node)]));
  const told = new Map<string, { level: 'error' | 'warning'; nodes: string[] }>();
  for (const problem of problems) {
    const sentence = problemSentence(problem, document, words.language, words.texts);
    const known = told.get(sentence) ?? { level: problem.level, nodes: [] };
    told.set(sentence, known);
    const title = titles.get(problem.nodeId ?? '');
    if (title !== undefined) known.nodes.push(title);
  }
  return (
    <Stack component="ul" gap={6} m={0} p={0}>
      {[...told].map(([sentence, { level, nodes }]) => {
        const named = nodes.slice(0, NAMED);
        if (nodes.length > NAMED) named.push(t('more', { count: nodes.length - NAMED }));
        return (
          <Group key={sentence} component="li" gap={8} wrap="nowrap" align="flex-start">
            <LevelIcon level={level} label={t(level)} />
            <Text size="sm">{named.length > 0 ? `${format.list(named)}: ${sentence}` : sentence}</Text>
          </Group>
        );
      })}
    </Stack>
  );
}

function LevelIcon({ level, label }: { level: 'error' | 'warning'; label: string }) {
  const Icon = level === 'error' ? IconAlertCircle : IconAlertTriangle;
  const colour = level === 'error' ? 'red' : 'yellow';
  return (
    <Icon
      size={16}
      role="img"
      aria-label={label}
      color={`var(--mantine-color-${colour}-6)`}
      // Beside the first line.
      style={{ flexShrink: 0, marginTop: 2 }}
    />
  );
}
