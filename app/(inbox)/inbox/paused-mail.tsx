'use client';

import { Alert } from '@mantine/core';
import { IconPlayerPause } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTRPC } from '@/app/trpc/client';

const REPEAT_MS = 30_000;

/** Why no new mail comes in, and what brings it back, where a mailbox has reached its limit. */
export function PausedMail() {
  const t = useTranslations('inbox.list');
  const trpc = useTRPC();
  const { data: paused } = useQuery(
    trpc.inbox.pausedMailboxes.queryOptions(undefined, { refetchInterval: REPEAT_MS }),
  );
  if (!paused || paused.length === 0) return null;
  return (
    <Alert color="orange" mt="xs" p="xs" icon={<IconPlayerPause size={16} aria-hidden />} role="status">
      {t('paused', { count: paused.length, names: paused.map(({ name }) => name).join(', ') })}
    </Alert>
  );
}
