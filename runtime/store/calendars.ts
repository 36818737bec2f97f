import { Schema } from 'mongoose';
import type { Calendar } from '@/runtime/flow/facts';
import type { Localized } from '@/runtime/flow/flow-document';
import { defineModel } from './define-model';

/** Opening hours and holidays under a slot name; `name` of `hours` is filled from `name` for the flow's language. */
export interface CalendarRecord {
  _id: string;
  slot: string;
  name: Localized;
  hours: Omit<Calendar, 'name'>;
  createdAt: Date;
  updatedAt: Date;
}

export const Calendars = defineModel<CalendarRecord>(
  'calendars',
  {
    slot: { type: String, required: true },
    name: { type: Schema.Types.Mixed, required: true },
    hours: { type: Schema.Types.Mixed, required: true },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
  },
  [{ fields: { slot: 1 }, unique: true }],
);

export function findCalendars(): Promise<CalendarRecord[]> {
  return Calendars.find({}).sort({ createdAt: 1 }).lean<CalendarRecord[]>().exec();
}
