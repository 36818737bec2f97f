import * as z from 'zod';
import { DomainError } from '@/runtime/domain-error';
import { exceptionSchema, weeklyHoursSchema } from '@/runtime/flow/config-schemas';
import { localizedSchema } from '@/runtime/flow/flow-document';
import { isTimeZone } from '@/runtime/flow/zone-offset';
import { type CalendarRecord, Calendars, findCalendars } from '@/runtime/store/calendars';
import { appendLiveEvents } from '@/runtime/store/live-events';
import { newId } from '@/runtime/store/new-id';
import { slotFromName } from './slot-from-name';

export const calendarInputSchema = z.object({
  name: localizedSchema.refine((name) => Object.values(name).some((text) => text.trim() !== '')),
  hours: z.object({
    timeZone: z.string().max(60).refine(isTimeZone),
    weekly: weeklyHoursSchema,
    holidays: z.string().max(20).nullable(),
    exceptions: z.array(exceptionSchema).max(366),
  }),
});
export type CalendarInput = z.infer<typeof calendarInputSchema>;

/** Adds opening hours; flows name them by a slot made of their name. */
export async function addCalendar(input: CalendarInput, now: Date): Promise<CalendarRecord> {
  const calendars = await findCalendars();
  const title = Object.values(input.name).find((text) => text.trim() !== '') ?? '';
  const slot = slotFromName(
    title,
    calendars.map((calendar) => calendar.slot),
  );
  const calendar: CalendarRecord = {
    _id: newId(now.getTime()),
    slot,
    ...input,
    createdAt: now,
    updatedAt: now,
  };
  await Calendars.create(calendar);
  await tell(calendar._id, now);
  return calendar;
}

/** Errors: DomainError `calendarUnknown`. */
export async function changeCalendar(id: string, input: CalendarInput, now: Date): Promise<void> {
  const { matchedCount } = await Calendars.updateOne(
    { _id: id },
    { $set: { ...input, updatedAt: now } },
  ).exec();
  if (matchedCount === 0) throw unknown();
  await tell(id, now);
}

/** Flows that name it will show it as a problem. Errors: DomainError `calendarUnknown`. */
export async function removeCalendar(id: string, now: Date): Promise<void> {
  const { deletedCount } = await Calendars.deleteOne({ _id: id }).exec();
  if (deletedCount === 0) throw unknown();
  await tell(id, now);
}

function unknown(): DomainError {
  return new DomainError('notFound', 'calendarUnknown', 'These opening hours do not exist.');
}

function tell(key: string, now: Date): Promise<void> {
  return appendLiveEvents([{ topic: 'settings', key, data: { change: 'calendar' } }], now);
}
