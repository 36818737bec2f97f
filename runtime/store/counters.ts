import { defineModel } from './define-model';

/** Numbers that only grow. */
export interface CounterRecord {
  _id: string;
  value: number;
}

export const Counters = defineModel<CounterRecord>('counters', { value: { type: Number, default: 0 } });

/**
 * Takes `amount` numbers of a counter at once and gives the first of them; the first number ever is 1. Numbers that a
 * crash leaves unused stay unused.
 */
export async function takeNumbers(counter: string, amount: number): Promise<number> {
  const record = await Counters.findOneAndUpdate(
    { _id: counter },
    { $inc: { value: amount } },
    { upsert: true, returnDocument: 'after' },
  )
    .lean<CounterRecord>()
    .exec();
  return (record?.value ?? amount) - amount + 1;
}
