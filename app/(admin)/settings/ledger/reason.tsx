'use client';

import { useLocale, useTranslations } from 'next-intl';
import { reasons } from './reasons';

/** Why a message ended as it did, in the reader's words. */
export function Reason({ reason, asTitle = false }: { reason: string | null; asTitle?: boolean }) {
  const t = useTranslations('admin.ledger.reasons');
  const locale = useLocale();
  const known = reasons.find((name) => name === reason);
  const words = known ? t(known) : (reason ?? '');
  return asTitle ? words.charAt(0).toLocaleUpperCase(locale) + words.slice(1) : words;
}
