import * as z from 'zod';
import { nextOpening } from '@/runtime/flow/calendar';
import { slotField } from '@/runtime/flow/config-schemas';
import type { Environment } from '@/runtime/flow/facts';
import {
  defineNode,
  fail,
  go,
  type NodeContext,
  type Outcome,
  type PortDefinition,
  type WaitRequest,
  wait,
} from '@/runtime/flow/node-definition';

const config = z.object({
  until: z.enum(['duration', 'opening']).default('duration').meta({ widget: 'segmented' }),
  amount: z
    .int()
    .min(1)
    .max(10_000)
    .default(1)
    .meta({ widget: 'number', showWhen: { until: ['duration'] } }),
  unit: z
    .enum(['minutes', 'hours', 'days'])
    .default('hours')
    .meta({ widget: 'select', showWhen: { until: ['duration'] }, half: true }),
  calendar: slotField('calendar')
    .optional()
    .meta({ showWhen: { until: ['opening'] } }),
  endsEarly: z.boolean().default(true).meta({ widget: 'switch' }),
  machines: z
    .boolean()
    .default(false)
    .meta({ widget: 'switch', showWhen: { endsEarly: [true] } }),
});
type Config = z.infer<typeof config>;

const UNITS_MS = { minutes: 60_000, hours: 3_600_000, days: 86_400_000 };

/** Waits for a time, for an opening, or for the customer. */
export default defineNode({
  type: 'wait',
  version: 1,
  category: 'do',
  icon: 'IconHourglass',
  config,
  waits: true,
  ports({ endsEarly }) {
    const ports: PortDefinition[] = [{ id: 'up', kind: 'exit' }];
    if (endsEarly) ports.push({ id: 'wrote', kind: 'exit' });
    return [...ports, { id: 'error', kind: 'error' }];
  },
  summary: ({ until, amount, unit, calendar }, translate, environment) =>
    until === 'duration'
      ? translate('summary.duration', { amount, unit })
      : translate('summary.opening', {
          name: calendar ? (environment?.calendars[calendar]?.name ?? calendar) : '–',
        }),
  problems: ({ until, calendar }) =>
    until === 'opening' && calendar === undefined
      ? [{ level: 'error', path: ['calendar'], key: 'calendarMissing' }]
      : [],
  run(context) {
    const { config, clock, environment } = context;
    const at = dueAt(config, clock.now, environment);
    if (at === null)
      return fail('neverOpens', `The calendar "${config.calendar ?? ''}" is not bound or never opens.`);
    if (at <= clock.now) return go('up', { because: { key: 'open', values: {} } });
    return waitUntil(at, context);
  },
  resume(context) {
    const { config, event, clock, environment, facts, memory } = context;
    if (event.type === 'messageReceived') {
      // An absence note is not the customer.
      const isMachine = facts.message?.automatic === true && !config.machines;
      return isMachine && typeof memory === 'number'
        ? wait(requests(memory, config), { remember: memory, because: { key: 'machine', values: {} } })
        : go('wrote', { because: { key: 'wrote', values: {} } });
    }
    // The hours may have changed while it waited.
    const at = config.until === 'opening' ? dueAt(config, clock.now, environment) : null;
    if (at !== null && at > clock.now) return waitUntil(at, context);
    return go('up', { because: { key: 'up', values: {} } });
  },
});

function waitUntil(at: number, { config, environment }: NodeContext<Config>): Outcome {
  const zone = environment.calendars[config.calendar ?? '']?.timeZone ?? environment.installation.timeZone;
  return wait(requests(at, config), {
    remember: at,
    because: { key: 'waits', values: { time: { instant: at, timeZone: zone } } },
  });
}

function requests(at: number, { endsEarly }: Config): WaitRequest[] {
  const timer: WaitRequest = { for: 'timer', at };
  return endsEarly ? [timer, { for: 'message' }] : [timer];
}

function dueAt(
  { until, amount, unit, calendar }: Config,
  now: number,
  environment: Environment,
): number | null {
  if (until === 'duration') return now + amount * UNITS_MS[unit];
  const hours = environment.calendars[calendar ?? ''];
  return hours ? nextOpening(hours, now, environment.holidays[hours.holidays ?? '']) : null;
}
