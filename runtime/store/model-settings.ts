import * as z from 'zod';
import { readSetting, writeSetting } from './settings';

/** The OpenAI-compatible model server, if any. The key is sealed by `sealSecret`. */
export const modelSettingsSchema = z.object({
  baseUrl: z.string().default(''),
  model: z.string().default(''),
  sealedApiKey: z.string().default(''),
  /** Tokens per calendar month (UTC), prompt and completion together; `null`: no limit. */
  monthlyTokens: z.number().int().nullable().default(null),
});
export type ModelSettings = z.infer<typeof modelSettingsSchema>;

export function readModelSettings(): Promise<ModelSettings> {
  return readSetting('model', modelSettingsSchema);
}

export function writeModelSettings(value: z.input<typeof modelSettingsSchema>): Promise<void> {
  return writeSetting('model', modelSettingsSchema, value);
}
