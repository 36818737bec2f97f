'use client';

import { createFormatter, useLocale, useTimeZone } from 'next-intl';
import { useMemo } from 'react';
import { dateLocale } from '@/runtime/flow/date-locale';

/**
 * Writes dates, times and numbers for the reader. Used in place of next-intl's own, which would write English dates as
 * in America.
 */
export function useFormatter(): ReturnType<typeof createFormatter> {
  const locale = useLocale();
  const timeZone = useTimeZone();
  return useMemo(() => createFormatter({ locale: dateLocale(locale), timeZone }), [locale, timeZone]);
}
