import { defineModel, nativeCollection } from './define-model';

/** A point in time an execution waits for. Deleted once its event lies with the execution. */
export interface TimerRecord {
  /** `executionId:seq`: started once, however often the command is carried out. */
  _id: string;
  executionId: string;
  seq: number;
  dueAt: Date;
}

export const Timers = defineModel<TimerRecord>(
  'timers',
  {
    executionId: { type: String, required: true },
    seq: { type: Number, required: true },
    dueAt: { type: Date, required: true },
  },
  [{ fields: { dueAt: 1 } }, { fields: { executionId: 1, seq: 1 } }],
);

/** Timers due by `at`, the most overdue first. */
export function findDueTimers(at: Date, limit: number): Promise<TimerRecord[]> {
  return nativeCollection(Timers)
    .find({ dueAt: { $lte: at } })
    .sort({ dueAt: 1 })
    .limit(limit)
    .toArray() as Promise<TimerRecord[]>;
}
