import * as z from 'zod';
import { localizedSchema, type SlotKind, slotNameSchema } from './flow-document';

/** Parts that configs of many node types are made of. */

/** A symbolic name of a kind of thing. */
export function slotField(kind: SlotKind) {
  return slotNameSchema.meta({ widget: 'slot', slot: kind });
}

/** A text with `{{places}}`, or `=` and an expression. */
export const templateField = z.string().max(20_000).meta({ widget: 'template' });

/** A text with `{{places}}` in every language of the flow. */
export const localizedField = localizedSchema.meta({ widget: 'localized' });

/** JSONata, with or without the leading `=`. */
export const expressionField = z.string().max(10_000).meta({ widget: 'expression' });

/** Names of variables and fields; not those that every object of JavaScript answers to. */
export const variableNameSchema = z
  .string()
  .regex(/^(?!(?:__proto__|constructor|prototype)$)[A-Za-z_][A-Za-z0-9_]{0,63}$/);

/** Name of a flow variable that is written. */
export const variableField = variableNameSchema.meta({ widget: 'variable' });

/** Which clock a time-dependent node reads. */
export const clockSchema = z.enum(['arrival', 'queueEntry', 'now']);

/** `HH:mm`. */
export const timeOfDaySchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

const timeSchema = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'write a time such as 09:00, the end of the day as 24:00');

export const openingSlotSchema = z.object({
  from: timeSchema,
  to: timeSchema,
  band: z.string().max(40).optional(),
});

/** Weekdays by ISO number, `1` Monday to `7` Sunday. */
export const weeklyHoursSchema = z.record(z.string().regex(/^[1-7]$/), z.array(openingSlotSchema).max(24), {
  error: ({ code }) =>
    code === 'invalid_key' ? 'weekdays are numbers from 1 (Monday) to 7 (Sunday)' : undefined,
});

export const exceptionSchema = z.object({
  date: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  name: z.string().max(80).default(''),
  slots: z.array(openingSlotSchema).max(24).default([]),
});

export const calendarSchema = z.object({
  name: z.string().max(120).default(''),
  names: localizedSchema.optional(),
  timeZone: z.string().default('Europe/Berlin'),
  weekly: weeklyHoursSchema.default({}),
  holidays: z.string().nullable().default(null),
  exceptions: z.array(exceptionSchema).default([]),
});
