'use client';

import { Button } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { PageMessage } from './shell/page-message';

/** Shown instead of a page that threw while it was drawn. */
export default function PageError({ reset }: { error: Error; reset: () => void }) {
  const t = useTranslations('shell.crash');
  return (
    <PageMessage title={t('title')} text={t('text')}>
      <Button variant="light" onClick={reset}>
        {t('retry')}
      </Button>
    </PageMessage>
  );
}
