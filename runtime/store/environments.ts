import { Schema } from 'mongoose';
import type { Environment } from '@/runtime/flow/facts';
import { defineModel } from './define-model';

/** An environment in which decisions were taken, by its content: tapes name it. */
export interface EnvironmentRecord {
  /** The environment's hash. */
  _id: string;
  environment: Environment;
  firstUsedAt: Date;
}

export const Environments = defineModel<EnvironmentRecord>('environments', {
  environment: { type: Schema.Types.Mixed, required: true },
  firstUsedAt: { type: Date, required: true },
});

/** Keeps an environment once; the same content is the same record. */
export async function keepEnvironment(environment: Environment, at: Date): Promise<void> {
  await Environments.updateOne(
    { _id: environment.hash },
    { $setOnInsert: { environment, firstUsedAt: at } },
    { upsert: true },
  ).exec();
}
