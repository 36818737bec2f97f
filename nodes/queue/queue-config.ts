import * as z from 'zod';
import { localizedField, slotField } from '@/runtime/flow/config-schemas';

/** What the announcement can name beyond the flow's own: filled when the queue has been asked. */
export const ANNOUNCEMENT_PLACES = ['queue.position', 'queue.waiting', 'queue.minutes'];

const overflows = { overflow: [true] };

export const queueConfigSchema = z.object({
  queue: slotField('queue'),
  priority: z.enum(['keep', 'low', 'normal', 'high', 'urgent']).default('keep').meta({ widget: 'select' }),
  announcement: localizedField.default({}).meta({ places: ANNOUNCEMENT_PLACES, advanced: true }),
  announceEvery: z.int().min(0).max(1440).default(0).meta({ widget: 'number', advanced: true }),
  overflow: z.boolean().default(false).meta({ widget: 'switch', advanced: true }),
  overflowMinutes: z
    .int()
    .min(0)
    .max(43_200)
    .default(60)
    .meta({ widget: 'duration', showWhen: overflows, advanced: true }),
  overflowCalendar: slotField('calendar').optional().meta({ showWhen: overflows, advanced: true }),
  overflowWaiting: z
    .int()
    .min(0)
    .max(100_000)
    .default(0)
    .meta({ widget: 'number', showWhen: overflows, advanced: true }),
  goOn: z.boolean().default(false).meta({ widget: 'switch', advanced: true }),
  apart: z
    .boolean()
    .default(false)
    .meta({ widget: 'switch', showWhen: { goOn: [true] }, advanced: true }),
});
export type QueueConfig = z.infer<typeof queueConfigSchema>;

/** What the activity answers: how the queue stands for this ticket. */
export const queueFiguresSchema = z.object({
  waiting: z.int(),
  /** Which of the waiting tickets this one is, counted from 1. */
  position: z.int(),
  /** How long it will wait, as far as that can be told. */
  expectedWaitMs: z.number().nullable(),
});
export type QueueFigures = z.infer<typeof queueFiguresSchema>;

/** What is kept while the ticket waits. Times are epoch milliseconds, `null`: never. */
export const queueMemorySchema = z.object({
  /** `asking`: the ticket is not in the queue yet. */
  stage: z.enum(['asking', 'queued']),
  overflowAt: z.number().nullable(),
  announceAt: z.number().nullable(),
});
export type QueueMemory = z.infer<typeof queueMemorySchema>;
