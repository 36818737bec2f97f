import * as z from 'zod';
import { readSetting, writeSetting } from './settings';

const capSchema = (hour: number, day: number) =>
  z.object({ hour: z.int().min(1).default(hour), day: z.int().min(1).default(day) }).prefault({});

/** How the whole installation threads messages and how much it writes by itself. */
export const mailSettingsSchema = z.object({
  /**
   * An answer without usable references joins the open ticket of the same sender and subject when it comes within so
   * many days of his last message; 0: never.
   */
  sameSubjectDays: z.number().min(0).max(365).default(7),
  /**
   * Messages that nobody wrote by hand, within a sliding hour and a sliding day. What is above is not sent and shown as
   * suppressed.
   */
  automaticCaps: z
    .object({
      /** Automatic replies to one address. */
      recipient: capSchema(5, 20),
      /** Messages of flows to the customer of one ticket. */
      ticket: capSchema(60, 300),
      /** Notifications to one address that a flow names. */
      notified: capSchema(200, 2000),
      /** Everything together. */
      total: capSchema(20_000, 100_000),
    })
    .prefault({}),
  /** So many seconds a reply waits before it leaves, for its writer to take it back; 0: it leaves at once. */
  undoSendSeconds: z.int().min(0).max(30).default(10),
  /** Tickets of all mailboxes that are not closed; when there are this many, fetching pauses everywhere. */
  processingLimit: z.int().min(1).max(10_000_000).nullable().default(null),
});
export type MailSettings = z.infer<typeof mailSettingsSchema>;

export function readMailSettings(): Promise<MailSettings> {
  return readSetting('mail', mailSettingsSchema);
}

export function writeMailSettings(value: z.input<typeof mailSettingsSchema>): Promise<void> {
  return writeSetting('mail', mailSettingsSchema, value);
}
