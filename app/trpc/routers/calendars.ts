import * as z from 'zod';
import {
  addCalendar,
  calendarInputSchema,
  changeCalendar,
  removeCalendar,
} from '@/runtime/administration/calendars';
import { findCalendars } from '@/runtime/store/calendars';
import { procedure, router } from '../init';

const one = z.object({ id: z.string().max(64) });

/** Opening hours. */
export const calendarsRouter = router({
  list: procedure('calendar.read').query(async () => {
    const calendars = await findCalendars();
    return calendars.map(({ _id, slot, name, hours }) => ({ id: _id, slot, name, hours }));
  }),
  add: procedure('calendar.edit')
    .input(calendarInputSchema)
    .mutation(async ({ input }) => ({ id: (await addCalendar(input, new Date()))._id })),
  change: procedure('calendar.edit')
    .input(calendarInputSchema.extend(one.shape))
    .mutation(({ input: { id, ...input } }) => changeCalendar(id, input, new Date())),
  remove: procedure('calendar.edit')
    .input(one)
    .mutation(({ input }) => removeCalendar(input.id, new Date())),
});
