'use client';

import { Badge } from '@mantine/core';
import { IconRobot } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';

const named = ['bounce', 'list', 'out-of-office', 'read-receipt'] as const;

/** That nobody wrote this message by hand, and what it is instead. */
export function MachineBadge({ sign }: { sign: string }) {
  const t = useTranslations('inbox.machine');
  return (
    <Badge color="gray" size="sm" leftSection={<IconRobot size={12} aria-hidden />}>
      {t(named.find((known) => known === sign) ?? 'other')}
    </Badge>
  );
}
