import * as z from 'zod';
import { minutesOf, nextOpening } from '@/runtime/flow/calendar';
import { slotField, timeOfDaySchema } from '@/runtime/flow/config-schemas';
import type { Environment } from '@/runtime/flow/facts';
import { type ConfigProblem, defineNode, go } from '@/runtime/flow/node-definition';
import { nextTime, parseCron, type RecurringTimes } from '@/runtime/flow/recurring-times';
import { instantsOfLocal, isTimeZone, zoneOffset } from '@/runtime/flow/zone-offset';

const byDays = { repeat: ['daily', 'weekly', 'monthly'] };

const config = z.object({
  repeat: z.enum(['daily', 'weekly', 'monthly', 'cron']).default('weekly').meta({ widget: 'select' }),
  weekdays: z
    .array(z.enum(['1', '2', '3', '4', '5', '6', '7']))
    .max(7)
    .default(['1', '2', '3', '4', '5'])
    .meta({ widget: 'choices', showWhen: { repeat: ['weekly'] } }),
  dayOfMonth: z
    .int()
    .min(1)
    .max(31)
    .default(1)
    .meta({ widget: 'number', showWhen: { repeat: ['monthly'] } }),
  times: z.array(timeOfDaySchema).max(48).default(['09:00']).meta({ widget: 'list', showWhen: byDays }),
  cron: z
    .string()
    .max(200)
    .default('')
    .meta({ widget: 'text', showWhen: { repeat: ['cron'] } }),
  timeZone: z.string().max(60).default('').meta({ widget: 'time-zone', advanced: true }),
  calendar: slotField('calendar').optional().meta({ advanced: true }),
});
type Config = z.infer<typeof config>;

const DAY_MS = 86_400_000;
/** A calendar that never opens must not be asked for ever. */
const MAX_SKIPPED = 5_000;

/** Begins a flow at certain times, without a message. */
export default defineNode({
  type: 'scheduled',
  version: 1,
  category: 'start',
  startedBy: 'schedule',
  icon: 'IconCalendarClock',
  config,
  ports: [{ id: 'next', kind: 'exit' }],
  matches: () => ({ specificity: 0 }),
  nextDue,
  summary: ({ repeat, times, cron, weekdays, dayOfMonth }, translate) =>
    repeat === 'cron'
      ? cron
      : translate(`summary.${repeat}`, {
          times: times.join(', '),
          days: weekdays.map((day) => translate(`summary.day${day}`)).join(', '),
          dayOfMonth,
        }),
  problems({ repeat, times, weekdays, cron, timeZone }): ConfigProblem[] {
    if (timeZone !== '' && !isTimeZone(timeZone))
      return [{ level: 'error', path: ['timeZone'], key: 'timeZone' }];
    if (repeat === 'cron') return neverComes(cron) ? [{ level: 'error', path: ['cron'], key: 'cron' }] : [];
    if (times.length === 0) return [{ level: 'error', path: ['times'], key: 'timesMissing' }];
    return repeat === 'weekly' && weekdays.length === 0
      ? [{ level: 'error', path: ['weekdays'], key: 'weekdaysMissing' }]
      : [];
  },
  run: ({ clock, config, environment }) =>
    go('next', {
      because: {
        key: 'due',
        values: { time: { instant: clock.arrival, timeZone: zoneOf(config, environment) } },
      },
    }),
});

/** The first time after `after`; with a calendar, only on days on which it opens. */
function nextDue(config: Config, after: number, environment: Environment): number | null {
  const times = timesOf(config);
  if (times === null) return null;
  const timeZone = zoneOf(config, environment);
  const hours = environment.calendars[config.calendar ?? ''];
  let at = nextTime(times, timeZone, after);
  for (let skipped = 0; at !== null && hours && skipped < MAX_SKIPPED; skipped++) {
    const holidays = environment.holidays[hours.holidays ?? ''] ?? NO_HOLIDAYS;
    const opening = nextOpening(hours, startOfDay(at, hours.timeZone), holidays);
    if (opening === null) return null;
    if (localDate(opening, hours.timeZone) <= localDate(at, hours.timeZone)) return at;
    // Nothing before the day on which it opens again.
    at = nextTime(times, timeZone, Math.max(at, startOfDay(opening, hours.timeZone) - 1));
  }
  return hours && at !== null ? null : at;
}

const NO_HOLIDAYS = {};

function timesOf({ repeat, times, weekdays, dayOfMonth, cron }: Config): RecurringTimes | null {
  if (repeat === 'cron') return parseCron(cron);
  const minutes = times.flatMap((time) => minutesOf(time) ?? []).sort((one, other) => one - other);
  switch (repeat) {
    case 'daily':
      return { minutes, isOn: () => true };
    case 'weekly':
      return { minutes, isOn: ({ weekday }) => weekdays.some((day) => Number(day) === weekday) };
    case 'monthly':
      // The 31st is the last day of a month that has none.
      return { minutes, isOn: (day) => day.dayOfMonth === Math.min(dayOfMonth, day.daysInMonth) };
  }
}

function neverComes(cron: string): boolean {
  const times = parseCron(cron);
  return times === null || nextTime(times, 'UTC', 0) === null;
}

function zoneOf({ timeZone }: Config, environment: Environment): string {
  return isTimeZone(timeZone) ? timeZone : environment.installation.timeZone;
}

function localDate(at: number, timeZone: string): number {
  return Math.floor((at + zoneOffset(timeZone, at)) / DAY_MS);
}

function startOfDay(at: number, timeZone: string): number {
  const midnight = localDate(at, timeZone) * DAY_MS;
  return instantsOfLocal(timeZone, midnight)[0] ?? midnight - zoneOffset(timeZone, midnight);
}
