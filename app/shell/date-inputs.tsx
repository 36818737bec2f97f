'use client';

import {
  type DateInputProps,
  type DateTimePickerProps,
  DateInput as PlainDateInput,
  DateTimePicker as PlainDateTimePicker,
} from '@mantine/dates';
import 'dayjs/locale/de';
import { useLocale } from 'next-intl';

// Pages without a calendar load neither it nor its words, which a provider around all of them would bring along.

/** A day to type or to pick, in the reader's language; weeks begin on Monday. */
export function DateInput(props: DateInputProps) {
  return <PlainDateInput locale={useLocale()} firstDayOfWeek={1} {...props} />;
}

/** A day and a time of it to pick, in the reader's language; weeks begin on Monday. */
export function DateTimePicker(props: DateTimePickerProps) {
  return <PlainDateTimePicker locale={useLocale()} firstDayOfWeek={1} {...props} />;
}
