'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { DAY_MINUTES, type Day, type Span, timeOf } from './week';

/** Names of days and spans in the reader's language. */
export function useWeekWords() {
  const locale = useLocale();
  const t = useTranslations('inspector');
  return useMemo(() => {
    const short = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' });
    const long = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
    const times = (span: Span) => `${timeOf(span.start)}–${endOf(span)}`;
    return {
      shortDay: (day: Day) => short.format(mondayPlus(day)),
      longDay: (day: Day) => long.format(mondayPlus(day)),
      times,
      span: (span: Span) =>
        t(span.end > DAY_MINUTES ? 'hours.spanOvernight' : 'hours.span', {
          day: long.format(mondayPlus(span.day)),
          from: timeOf(span.start),
          to: endOf(span),
          band: span.band === '' ? t('hours.open') : span.band,
        }),
    };
  }, [locale, t]);
}

function endOf(span: Span): string {
  return span.end === DAY_MINUTES ? '24:00' : timeOf(span.end % DAY_MINUTES);
}

/** 1 January 2024 was a Monday. */
function mondayPlus(day: Day): Date {
  return new Date(Date.UTC(2024, 0, day));
}
