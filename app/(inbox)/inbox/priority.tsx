'use client';

import { Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconFlame } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';

export const priorities = [
  { name: 'urgent', value: 20 },
  { name: 'high', value: 10 },
  { name: 'normal', value: 0 },
  { name: 'low', value: -10 },
] as const;

/** The name for a number: the highest one that it reaches. */
export function priorityName(priority: number): (typeof priorities)[number]['name'] {
  return priorities.find(({ value }) => priority >= value)?.name ?? 'low';
}

/** Differs by shape and not by colour alone; normal priority needs no mark. */
export function PriorityMark({ priority }: { priority: number }) {
  const t = useTranslations('inbox.priorities');
  const name = priorityName(priority);
  if (name === 'normal') return null;
  const [Icon, color] =
    name === 'urgent'
      ? ([IconFlame, 'red'] as const)
      : name === 'high'
        ? ([IconArrowUp, 'orange'] as const)
        : ([IconArrowDown, 'gray'] as const);
  return (
    <Tooltip label={t(name)}>
      <Icon size={15} stroke={2} color={`var(--mantine-color-${color}-6)`} aria-label={t(name)} />
    </Tooltip>
  );
}
