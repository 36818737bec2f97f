import * as z from 'zod';
import { readSetting, writeSetting } from './settings';

/** What the whole installation is called and speaks, and where tickets go that no flow has placed. */
export const installationSettingsSchema = z.object({
  name: z.string().default('Stellwerk'),
  language: z.enum(['de', 'en']).default('de'),
  timeZone: z.string().default('Europe/Berlin'),
  /** Queue for messages that no flow takes and for flows that end without a place. */
  fallbackQueueId: z.string().nullable().default(null),
});
export type InstallationSettings = z.infer<typeof installationSettingsSchema>;

export function readInstallationSettings(): Promise<InstallationSettings> {
  return readSetting('installation', installationSettingsSchema);
}

export function writeInstallationSettings(value: z.input<typeof installationSettingsSchema>): Promise<void> {
  return writeSetting('installation', installationSettingsSchema, value);
}
