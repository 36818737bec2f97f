import { Schema } from 'mongoose';
import type * as z from 'zod';
import { DomainError } from '@/runtime/domain-error';
import { defineModel } from './define-model';

/** One group of settings of the installation under its name (`installation`, `model`, `outgoing` ...). */
export interface SettingRecord {
  _id: string;
  value: unknown;
  updatedAt: Date;
}

export const Settings = defineModel<SettingRecord>('settings', {
  value: { type: Schema.Types.Mixed, required: true },
  updatedAt: { type: Date, required: true },
});

/** Reads a group of settings through its schema; what was never set has the schema's defaults. */
export async function readSetting<Schema extends z.ZodType>(
  name: string,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const record = await Settings.findById(name).lean<SettingRecord>().exec();
  const parsed = schema.safeParse(record?.value ?? {});
  if (!parsed.success) {
    throw new DomainError('invalid', 'settingBroken', `The stored setting ${name} is not valid.`, { name });
  }
  return parsed.data;
}

export async function writeSetting<Schema extends z.ZodType>(
  name: string,
  schema: Schema,
  value: z.input<Schema>,
  at: Date = new Date(),
): Promise<void> {
  const parsed = schema.parse(value);
  await Settings.updateOne(
    { _id: name },
    { $set: { value: parsed, updatedAt: at } },
    { upsert: true },
  ).exec();
}
