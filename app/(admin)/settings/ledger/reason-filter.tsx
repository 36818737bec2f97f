'use client';

import { Select } from '@mantine/core';
import { useLocale, useTranslations } from 'next-intl';
import { reasons } from './reasons';

/** Only messages that ended for one reason. */
export function ReasonFilter({
  value,
  onChange,
}: {
  value: string | null;
  onChange(reason: string | null): void;
}) {
  const t = useTranslations('admin.ledger');
  const locale = useLocale();
  const label = (words: string) => words.charAt(0).toLocaleUpperCase(locale) + words.slice(1);
  return (
    <Select
      w={200}
      value={value}
      onChange={onChange}
      placeholder={t('anyReason')}
      aria-label={t('reason')}
      clearable
      data={reasons
        .map((reason) => ({ value: reason, label: label(t(`reasons.${reason}`)) }))
        .toSorted((one, other) => one.label.localeCompare(other.label, locale))}
    />
  );
}
