'use client';

import { Alert, Anchor } from '@mantine/core';
import { IconGitMerge } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useSelection } from './selection';

/** In a ticket whose messages are read in another one now. */
export function MergedNotice({ into }: { into: { id: string; number: number; subject: string } }) {
  const t = useTranslations('inbox.merge');
  const { selectTicket } = useSelection();
  return (
    <Alert color="blue" radius={0} icon={<IconGitMerge size={16} aria-hidden />}>
      {t('gone')}{' '}
      <Anchor component="button" type="button" size="sm" onClick={() => selectTicket(into.id)}>
        #{into.number} {into.subject}
      </Anchor>
    </Alert>
  );
}
