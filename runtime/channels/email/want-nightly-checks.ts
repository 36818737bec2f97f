import { DateTime } from 'luxon';
import { findChannels } from '@/runtime/store/channels';
import { readInstallationSettings } from '@/runtime/store/installation-settings';
import { findMailboxChecks, wantMailboxCheck } from '@/runtime/store/mailbox-checks';
import { emailSettingsSchema } from './email-settings';

/** Hour of the night, in the installation's time zone. */
const HOUR = 3;

/** Asks for the nightly check of every mailbox that is fetched; the worker that fetches does it. Doing it again changes nothing. */
export async function wantNightlyChecks(now: Date): Promise<void> {
  const [channels, checks, { timeZone }] = await Promise.all([
    findChannels(),
    findMailboxChecks(),
    readInstallationSettings(),
  ]);
  const due = lastNight(now, timeZone);
  for (const { _id, kind, enabled, createdAt, settings } of channels) {
    const parsed = kind === 'email' && enabled ? emailSettingsSchema.safeParse(settings) : null;
    if (!parsed?.success || parsed.data.incoming.kind !== 'imap') continue;
    const check = checks.find((one) => one._id === _id);
    const last = check?.wantedAt ?? createdAt;
    if (last < due) await wantMailboxCheck(_id, now);
  }
}

/** The last time it was `HOUR` o'clock. */
export function lastNight(now: Date, timeZone: string): Date {
  const local = DateTime.fromJSDate(now, { zone: timeZone });
  const zoned = local.isValid ? local : DateTime.fromJSDate(now, { zone: 'utc' });
  const today = zoned.set({ hour: HOUR, minute: 0, second: 0, millisecond: 0 });
  return (today > zoned ? today.minus({ days: 1 }) : today).toJSDate();
}
