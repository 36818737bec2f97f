import * as z from 'zod';
import { isOpen } from '@/runtime/flow/calendar';
import { clockSchema, exceptionSchema, slotField, weeklyHoursSchema } from '@/runtime/flow/config-schemas';
import type { BecauseValue } from '@/runtime/flow/execution';
import type { Calendar, Environment, HolidayName } from '@/runtime/flow/facts';
import {
  type ConfigProblem,
  defineNode,
  fail,
  go,
  type PortDefinition,
} from '@/runtime/flow/node-definition';
import { isTimeZone } from '@/runtime/flow/zone-offset';
import { weekInWords } from './week-in-words';

const own = { hours: ['own'] };

const config = z.object({
  hours: z.enum(['calendar', 'own']).default('calendar').meta({ widget: 'segmented' }),
  calendar: slotField('calendar')
    .optional()
    .meta({ showWhen: { hours: ['calendar'] } }),
  weekly: weeklyHoursSchema.default({}).meta({ widget: 'weekly-hours', showWhen: own }),
  timeZone: z.string().max(60).default('Europe/Berlin').meta({ widget: 'time-zone', showWhen: own }),
  holidays: z
    .string()
    .max(20)
    .nullable()
    .default(null)
    .meta({ widget: 'holidays', slot: 'holidays', showWhen: own }),
  exceptions: z.array(exceptionSchema).max(366).default([]).meta({ widget: 'exceptions', showWhen: own }),
  clock: clockSchema.default('arrival').meta({ widget: 'select' }),
  zone: z.enum(['calendar', 'customer']).default('calendar').meta({ widget: 'select', advanced: true }),
  bands: z
    .array(z.string().regex(/^[A-Za-z0-9_-]{1,40}$/))
    .max(20)
    .default([])
    .meta({ widget: 'list', advanced: true }),
});
type Config = z.infer<typeof config>;

/** Opening hours: open, closed, or in a named band of the day. */
export default defineNode({
  type: 'time-range',
  version: 1,
  category: 'decide',
  icon: 'IconClock',
  config,
  ports: ({ bands }) => [
    { id: 'open', kind: 'exit' },
    { id: 'closed', kind: 'exit' },
    ...bands.map((band): PortDefinition => ({ id: bandPort(band), kind: 'exit', label: band })),
    { id: 'error', kind: 'error' },
  ],
  summary({ hours, calendar, timeZone, weekly, holidays }, translate, environment) {
    if (hours === 'own') {
      const place = timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? timeZone;
      const words = { hours: weekInWords(weekly, translate), place, region: holidays ?? '' };
      return translate(holidays ? 'summary.ownHolidays' : 'summary.own', words);
    }
    const bound = calendar === undefined ? undefined : environment?.calendars[calendar];
    if (!bound) return translate('summary.calendar', { name: calendar ?? '–' });
    const { name } = bound;
    return translate('summary.calendarHours', { name, hours: weekInWords(bound.weekly, translate) });
  },
  problems(config) {
    if (config.hours === 'calendar') {
      return config.calendar === undefined
        ? [{ level: 'error', path: ['calendar'], key: 'calendarMissing' }]
        : [];
    }
    if (!isTimeZone(config.timeZone)) return [{ level: 'error', path: ['timeZone'], key: 'timeZone' }];
    const slots = [...Object.values(config.weekly).flat(), ...config.exceptions.flatMap((day) => day.slots)];
    if (slots.length === 0) return [{ level: 'warning', path: ['weekly'], key: 'neverOpen' }];
    return config.bands.flatMap((band, index): ConfigProblem[] =>
      slots.some((slot) => slot.band === band)
        ? []
        : [{ level: 'warning', path: ['bands', index], key: 'bandNever', values: { band } }],
    );
  },
  run({ config, clock, environment, facts }) {
    const calendar = calendarOf(config, environment);
    if (calendar === null)
      return fail('calendarMissing', `No calendar is bound to "${config.calendar ?? ''}".`);
    const zone = config.zone === 'customer' ? facts.customer.timeZone : null;
    const used = zone !== null && isTimeZone(zone) ? inZone(calendar, zone) : calendar;
    const at = clock[config.clock] ?? clock.now;
    const { open, band, holiday, local } = isOpen(
      used,
      at,
      environment.holidays[used.holidays ?? ''] ?? NO_HOLIDAYS,
    );
    const values = {
      time: { instant: at, timeZone: used.timeZone },
      calendar: used.name,
      holiday: nameOfHoliday(holiday),
      band: band ?? '',
    };
    const read = { clock: config.clock, at, local };
    if (!open)
      return go('closed', { because: { key: holiday === null ? 'closed' : 'holiday', values }, read });
    if (band !== null && config.bands.includes(band))
      return go(bandPort(band), { because: { key: 'band', values }, read });
    return go('open', { because: { key: 'open', values }, read });
  },
});

const NO_HOLIDAYS = {};

function nameOfHoliday(holiday: HolidayName | null): BecauseValue {
  return typeof holiday === 'object' && holiday !== null ? { texts: holiday } : (holiday ?? '');
}

function bandPort(band: string): string {
  return `band-${band}`;
}

/** A config is parsed once per flow version: its calendar is too, so that its days are planned only once. */
const ownCalendars = new WeakMap<Config, Calendar>();

function calendarOf(config: Config, environment: Environment): Calendar | null {
  if (config.hours === 'calendar') return environment.calendars[config.calendar ?? ''] ?? null;
  let calendar = ownCalendars.get(config);
  if (!calendar) {
    const { timeZone, weekly, holidays, exceptions } = config;
    calendar = { name: '', timeZone, weekly, holidays, exceptions };
    ownCalendars.set(config, calendar);
  }
  return calendar;
}

const zonedCalendars = new WeakMap<Calendar, Map<string, Calendar>>();

function inZone(calendar: Calendar, timeZone: string): Calendar {
  const byZone = zonedCalendars.get(calendar) ?? new Map<string, Calendar>();
  zonedCalendars.set(calendar, byZone);
  const zoned = byZone.get(timeZone) ?? { ...calendar, timeZone };
  byZone.set(timeZone, zoned);
  return zoned;
}
