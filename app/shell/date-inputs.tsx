'use client';

import {
  type DateInputProps,
  type DateTimePickerProps,
  DateInput as PlainDateInput,
  DateTimePicker as PlainDateTimePicker,
} from '@mantine/dates';
import 'dayjs/locale/de';
import { useLocale } from 'next-intl';
import { readTypedDate } from './read-typed-date';

// Pages without a calendar load neither it nor its words, which a provider around all of them would bring along.

/** Day first in both languages, and the month of English days in letters: 3/11 would be two different days. */
const DAY_FORMATS = { de: 'DD.MM.YYYY', en: 'D MMM YYYY' } as const;

function useInputWords() {
  const locale = useLocale();
  return { locale, day: DAY_FORMATS[locale === 'de' ? 'de' : 'en'] };
}

/** A day to type or to pick, in the reader's language; weeks begin on Monday. */
export function DateInput(props: DateInputProps) {
  const { locale, day } = useInputWords();
  return (
    <PlainDateInput
      locale={locale}
      valueFormat={day}
      firstDayOfWeek={1}
      dateParser={(text) => readTypedDate(text, Date.now())}
      {...props}
    />
  );
}

/** A day and a time of it to pick, in the reader's language; weeks begin on Monday. */
export function DateTimePicker(props: DateTimePickerProps) {
  const { locale, day } = useInputWords();
  return <PlainDateTimePicker locale={locale} valueFormat={`${day} HH:mm`} firstDayOfWeek={1} {...props} />;
}
