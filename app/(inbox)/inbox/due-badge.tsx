'use client';

import { Badge, VisuallyHidden } from '@mantine/core';
import { IconClockExclamation } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useTimes } from './times';
import { useMinute } from './use-minute';

/** By when somebody has to answer; red when that is past, also while the page only lies open. */
export function DueBadge({ dueAt, breached }: { dueAt: Date; breached: boolean }) {
  const t = useTranslations('inbox.list');
  const times = useTimes();
  useMinute();
  const late = breached || dueAt < new Date();
  return (
    <Badge
      size="sm"
      color={late ? 'red' : 'gray'}
      leftSection={<IconClockExclamation size={12} aria-hidden />}
      title={`${t(late ? 'overdue' : 'due')} ${times.full(dueAt)}`}
    >
      <VisuallyHidden>{t(late ? 'overdue' : 'due')} </VisuallyHidden>
      {times.until(dueAt)}
    </Badge>
  );
}
