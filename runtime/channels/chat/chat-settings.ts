import * as z from 'zod';
import { type Localized, localizedSchema, slotNameSchema } from '@/runtime/flow/flow-document';

/** `https://www.example.com`, or `https://*.example.com` for every name below it; no path. */
export const allowedOriginSchema = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^https?:\/\/(?:\*\.)?[a-z0-9.-]+(?::\d{1,5})?$/);

const colorSchema = z.string().regex(/^#[0-9a-f]{6}$/i);
const words = (max: number) => localizedSchema.refine((texts) => allShorter(texts, max));

export const chatSettingsSchema = z.object({
  /** Names the chat in public addresses. It opens nothing that the web page with the widget does not open. */
  publicToken: z.string().regex(/^[a-z0-9]{20,40}$/),
  /** Web sites whose pages may show the widget; the installation's own chat page always may. */
  allowedOrigins: z.array(allowedOriginSchema).max(100).default([]),
  color: colorSchema.default('#1d6f72'),
  position: z.enum(['right', 'left']).default('right'),
  /** `auto`: the language of the page, German or English. */
  language: z.enum(['auto', 'de', 'en']).default('auto'),
  title: words(80).default({}),
  greeting: words(1000).default({}),
  /** What a visitor agrees to before his first message; empty: nothing is asked. */
  consent: words(2000).default({}),
  /** Page with the privacy notice that the consent text points to. */
  privacyUrl: z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(500)]).default(''),
  /** Whether name and mail address are asked for before the first message. */
  contact: z.enum(['off', 'optional', 'required']).default('off'),
  /** Opening hours; without them the chat is always open. */
  calendar: slotNameSchema.nullable().default(null),
  /** Out of hours: messages are taken with a notice, or only the notice is shown. */
  offline: z.enum(['takeMessages', 'noticeOnly']).default('takeMessages'),
  offlineText: words(1000).default({}),
  /** Whether visitors may send files. */
  files: z.boolean().default(true),
  /** Whether visitors may have the chat mailed to them, and by which mailbox (a slot; null: the first one). */
  transcript: z.boolean().default(true),
  transcriptMailbox: slotNameSchema.nullable().default(null),
});
export type ChatSettings = z.infer<typeof chatSettingsSchema>;

function allShorter(texts: Localized, max: number): boolean {
  return Object.values(texts).every((text) => text.length <= max);
}
