import { defineModel } from './define-model';

/** How far a start that begins by the clock has come. */
export interface ScheduleRecord {
  /** `flow/node` */
  _id: string;
  /** The node's config: another one counts from the moment it was first seen. */
  config: string;
  /** Times up to this one are done or do not count. */
  after: Date;
}

export const Schedules = defineModel<ScheduleRecord>('schedules', {
  config: { type: String, required: true },
  after: { type: Date, required: true },
});
