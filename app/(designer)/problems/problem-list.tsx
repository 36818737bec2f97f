'use client';

import { Badge, Group, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconAlertOctagonFilled, IconAlertTriangleFilled, IconCircleCheck } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { nodeRegistry } from '@/nodes/registry.generated';
import type { Problem } from '@/runtime/flow/problems';
import { fieldAt } from '../inspector/form/field-at';
import { createFieldWords } from '../inspector/form/field-words';
import { readSchema } from '../inspector/form/read-schema';
import { useNodeTexts } from '../inspector/form/use-node-texts';
import { useEditor, useEditorState } from '../use-editor';
import { useNodeWords } from '../use-node-words';
import classes from './problem-list.module.css';
import { useProblemSentence } from './use-problem-sentence';

/** Everything that keeps the flow from being published (red) or deserves a look (yellow). A click leads to the field. */
export function ProblemList() {
  const t = useTranslations('inspector');
  const problems = useEditorState((state) => state.problems);
  if (problems.length === 0)
    return (
      <Group gap="xs" p="md" justify="center">
        <IconCircleCheck size={18} color="var(--mantine-color-teal-6)" />
        <Text size="sm" c="dimmed">
          {t('problems.none')}
        </Text>
      </Group>
    );
  const errors = problems.filter(({ level }) => level === 'error').length;
  return (
    <Stack gap={0} h="100%">
      <Group gap="xs" px="sm" py={6}>
        {errors > 0 && <Badge color="red">{t('problems.errors', { count: errors })}</Badge>}
        {problems.length > errors && (
          <Badge color="yellow">{t('problems.warnings', { count: problems.length - errors })}</Badge>
        )}
        <Text size="xs" c="dimmed">
          {t(errors > 0 ? 'problems.blocked' : 'problems.free')}
        </Text>
      </Group>
      <Lines problems={problems} />
    </Stack>
  );
}

/** A half-done flow may have a thousand problems: only those in sight are drawn. */
function Lines({ problems }: { problems: readonly Problem[] }) {
  const scroller = useRef<HTMLDivElement>(null);
  const lines = useVirtualizer({
    count: problems.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 30,
    overscan: 8,
  });
  return (
    <div ref={scroller} className={classes.scroller}>
      <ul className={classes.list} style={{ height: lines.getTotalSize() }}>
        {lines.getVirtualItems().map(({ index, key, start }) => {
          const problem = problems[index];
          if (!problem) return null;
          return (
            <li
              key={key}
              ref={lines.measureElement}
              data-index={index}
              aria-setsize={problems.length}
              aria-posinset={index + 1}
              className={classes.item}
              style={{ transform: `translateY(${start}px)` }}
            >
              <ProblemLine problem={problem} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function ProblemLine({ problem }: { problem: Problem }) {
  const editor = useEditor();
  const sentence = useProblemSentence();
  const where = usePlace(problem);
  const t = useTranslations('inspector');
  const isError = problem.level === 'error';
  const Icon = isError ? IconAlertOctagonFilled : IconAlertTriangleFilled;
  const open = () => {
    if (problem.nodeId === undefined) editor.select({});
    else editor.focusField(problem.nodeId, problem.path ?? []);
  };
  return (
    <UnstyledButton className={classes.line} onClick={open}>
      <Icon
        size={16}
        aria-label={t(isError ? 'problems.error' : 'problems.warning')}
        color={`var(--mantine-color-${isError ? 'red' : 'yellow'}-6)`}
        style={{ flexShrink: 0 }}
      />
      <Text size="sm" fw={500} className={classes.place}>
        {where}
      </Text>
      <Text size="sm" className={classes.sentence}>
        {sentence(problem)}
      </Text>
    </UnstyledButton>
  );
}

/** Node and field in words. */
function usePlace(problem: Problem): string {
  const t = useTranslations('inspector');
  const words = useNodeWords();
  const texts = useNodeTexts();
  const node = useEditorState((state) => state.flow.nodes.find(({ id }) => id === problem.nodeId));
  if (!node) return t('problems.flow');
  const definition = nodeRegistry.get(node.type);
  const field = definition && fieldAt(readSchema(definition.config), problem.path ?? []);
  if (!field) return words.title(node);
  return t('problems.place', {
    node: words.title(node),
    field: createFieldWords(texts[node.type], words.language).label(field),
  });
}
