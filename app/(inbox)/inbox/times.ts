'use client';

import { useLocale } from 'next-intl';
import { useMemo } from 'react';
import { dateLocale } from '@/runtime/flow/date-locale';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export interface Times {
  /** For lists: the time today, else the day. */
  short(at: Date): string;
  /** Day and time in full. */
  full(at: Date): string;
  /** `in 2 h`, `vor 5 Min.` */
  until(at: Date): string;
}

/** Times in the reader's language and his own time zone. */
export function useTimes(): Times {
  const locale = dateLocale(useLocale());
  return useMemo(() => {
    const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
    const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
    const year = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
    const whole = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
    const relative = new Intl.RelativeTimeFormat(locale, { style: 'short', numeric: 'always' });
    return {
      short(at) {
        const now = new Date();
        if (at.toDateString() === now.toDateString()) return time.format(at);
        return at.getFullYear() === now.getFullYear() ? day.format(at) : year.format(at);
      },
      full: (at) => whole.format(at),
      until(at) {
        const distance = at.getTime() - Date.now();
        const size = Math.abs(distance);
        if (size < HOUR) return relative.format(Math.round(distance / MINUTE), 'minute');
        if (size < 2 * DAY) return relative.format(Math.round(distance / HOUR), 'hour');
        return relative.format(Math.round(distance / DAY), 'day');
      },
    };
  }, [locale]);
}
