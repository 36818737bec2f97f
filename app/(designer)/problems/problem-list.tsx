'use client';

import { Badge, Group, Stack, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import type { Problem } from '@/runtime/flow/problems';
import { useEditorState } from '../use-editor';
import { ProblemLine } from './problem-line';
import classes from './problem-list.module.css';

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
