'use client';

import { useTranslations } from 'next-intl';
import { PageMessage } from './page-message';

export function NoAccess() {
  const t = useTranslations('shell.noAccess');
  return <PageMessage title={t('title')} text={t('text')} link={{ href: '/inbox', label: t('toInbox') }} />;
}
