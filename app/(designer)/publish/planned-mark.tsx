'use client';

import { Badge } from '@mantine/core';
import { IconAlertTriangle, IconCalendarClock } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useFormatter } from '@/app/i18n/use-formatter';

/** In the list of flows: a publication is planned, or was refused. */
export function PlannedMark({ plannedAt, refused }: { plannedAt: Date | null; refused: boolean }) {
  const t = useTranslations('publish.list');
  const format = useFormatter();
  if (refused)
    return (
      <Badge color="red" leftSection={<IconAlertTriangle size={12} />}>
        {t('refused')}
      </Badge>
    );
  if (plannedAt === null) return null;
  return (
    <Badge
      color="blue"
      leftSection={<IconCalendarClock size={12} />}
      miw="max-content"
      title={t('planned', { time: format.dateTime(plannedAt, { dateStyle: 'medium', timeStyle: 'short' }) })}
    >
      {format.dateTime(plannedAt, { day: 'numeric', month: 'numeric', hour: 'numeric', minute: '2-digit' })}
    </Badge>
  );
}
