import * as z from 'zod';
import { holidayCountries, holidayStates, upcomingHolidays } from '@/runtime/engine/holiday-places';
import { namedHolidaysAround } from '@/runtime/engine/holidays';
import { procedure, router } from '../init';

const region = z.string().regex(/^[A-Z]{2}(-[A-Za-z0-9]{1,10}){0,2}$/);

/** Public holidays for whoever sets up opening hours. */
export const holidaysRouter = router({
  countries: procedure('calendar.read')
    .output(z.array(z.object({ code: z.string(), name: z.string() })))
    .query(({ ctx }) => holidayCountries(ctx.language)),
  states: procedure('calendar.read')
    .input(z.object({ country: z.string().regex(/^[A-Z]{2}$/) }))
    .output(z.array(z.object({ region: z.string(), name: z.string() })))
    .query(({ input, ctx }) => holidayStates(input.country, ctx.language)),
  /** Every holiday from last year to two years ahead, as the environment of a flow has them: date -> names by language. */
  around: procedure('flow.read')
    .input(z.object({ region }))
    .output(z.record(z.string(), z.record(z.string(), z.string())))
    .query(({ input }) => namedHolidaysAround(input.region, new Date().getFullYear())),
  upcoming: procedure('calendar.read')
    .input(z.object({ region, count: z.int().min(1).max(50) }))
    .output(z.array(z.object({ date: z.string(), name: z.string() })))
    .query(({ input, ctx }) =>
      upcomingHolidays(input.region, new Date().toISOString().slice(0, 10), input.count, ctx.language),
    ),
});
