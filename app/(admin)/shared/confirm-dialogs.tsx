'use client';

import { ModalsProvider } from '@mantine/modals';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

/** Lets everything below ask before it does what cannot be taken back. */
export function ConfirmDialogs({ children }: { children: ReactNode }) {
  const t = useTranslations('shell');
  return <ModalsProvider labels={{ confirm: t('confirm'), cancel: t('cancel') }}>{children}</ModalsProvider>;
}
