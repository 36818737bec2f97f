import * as z from 'zod';
import { localizedSchema } from '@/runtime/flow/flow-document';

const portSchema = z.int().min(1).max(65_535);
const securitySchema = z.enum(['tls', 'starttls', 'none']);
const loginSchema = z.enum(['password', 'oauth']);

/** How mail comes in: the embedded listener, or somebody's IMAP server. */
const incomingSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('listener') }),
  z.object({
    kind: z.literal('imap'),
    host: z.string().min(1).max(253),
    port: portSchema.default(993),
    security: securitySchema.default('tls'),
    user: z.string().min(1).max(320),
    login: loginSchema.default('password'),
    folders: z.array(z.string().min(1).max(200)).min(1).max(20).default(['INBOX']),
    afterFetch: z
      .discriminatedUnion('kind', [
        z.object({ kind: z.literal('seen') }),
        z.object({ kind: z.literal('move'), folder: z.string().min(1).max(200) }),
        z.object({ kind: z.literal('nothing') }),
      ])
      .default({ kind: 'seen' }),
    firstFetch: z.enum(['unseen', 'all', 'new']).default('unseen'),
  }),
]);

/** How mail goes out: as files in the outbox folder, or by an SMTP server. */
const outgoingSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('outbox') }),
  z.object({
    kind: z.literal('smtp'),
    host: z.string().min(1).max(253),
    port: portSchema.default(587),
    security: securitySchema.default('starttls'),
    user: z.string().max(320).default(''),
    login: loginSchema.default('password'),
    /** Mails a minute at most; providers block mailboxes that send faster than they allow. */
    perMinute: z.int().min(1).max(10_000).nullable().default(null),
    /**
     * Put a copy of what was sent into the IMAP mailbox. Large providers do that by themselves. `folder` null: the one
     * that the server marks as `\\Sent`.
     */
    sentCopy: z
      .object({ folder: z.string().min(1).max(200).nullable().default(null) })
      .nullable()
      .default(null),
  }),
]);

/** Settings of one mailbox, as `ChannelRecord.settings` holds them. An empty object is a mailbox of the embedded listener. */
export const emailSettingsSchema = z.object({
  incoming: incomingSchema.default({ kind: 'listener' }),
  outgoing: outgoingSchema.default({ kind: 'outbox' }),
  oauth: z
    .object({
      provider: z.enum(['google', 'microsoft', 'other']),
      tokenUrl: z.url().nullable().default(null),
      clientId: z.string().min(1).max(300),
    })
    .nullable()
    .default(null),
  /** Under every reply, in the reply's language. */
  signature: localizedSchema.default({}),
  /** Tickets of this mailbox that are not closed; when there are this many, fetching pauses. */
  processingLimit: z.int().min(1).max(1_000_000).nullable().default(null),
});
export type EmailSettings = z.infer<typeof emailSettingsSchema>;

/** Names of what `ChannelRecord.secrets` may hold, each sealed for the purpose `channelSecretPurpose(name)`. */
export const emailSecretNames = [
  'imapPassword',
  'smtpPassword',
  'oauthClientSecret',
  'oauthRefreshToken',
] as const;
export type EmailSecretName = (typeof emailSecretNames)[number];

/** What a sealed secret of a channel is bound to: it opens for nothing else. */
export function channelSecretPurpose(channelId: string, name: string): string {
  return `channel:${channelId}:${name}`;
}
