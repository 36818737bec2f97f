import * as z from 'zod';
import { localizedSchema } from '@/runtime/flow/flow-document';
import { sendingSettingsSchema } from './sending-settings';

const portSchema = z.int().min(1).max(65_535);
const securitySchema = z.enum(['tls', 'starttls', 'none']);
const loginSchema = z.enum(['password', 'oauth']);

/** How mail comes in: the embedded listener, a signed HTTP endpoint (secret `pushSecret`), or somebody's IMAP server. */
const incomingSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('listener') }),
  z.object({ kind: z.literal('push') }),
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
      /** Where the owner of the mailbox agrees; for `other`. */
      authorizeUrl: z.url().nullable().default(null),
      /** What is asked for, parted by blanks; for `other`. */
      scope: z.string().max(1000).default(''),
      /** Microsoft: the directory that the application is registered in; null: any. */
      tenant: z
        .string()
        .trim()
        .regex(/^[A-Za-z0-9.-]{1,100}$/)
        .nullable()
        .default(null),
      clientId: z.string().min(1).max(300),
    })
    .nullable()
    .default(null),
  /**
   * What the mail server before this mailbox calls itself in its Authentication-Results (RFC 8601, 2.2). Null: known for
   * large providers by the names of their IMAP servers, else no such line is believed.
   */
  authenticationServer: z.string().trim().toLowerCase().min(1).max(253).nullable().default(null),
  /**
   * How answers and bounces find their ticket beyond what mail programs do: a signed token behind the plus of Reply-To and of
   * the return path (only for servers that take plus-addresses), and in the subject.
   */
  answers: z
    .object({
      address: z.boolean().default(false),
      returnPath: z.boolean().default(false),
      subject: z.boolean().default(false),
    })
    .prefault({}),
  sending: sendingSettingsSchema.prefault({}),
  /** Under every reply, in the reply's language, with places: `{{agent.name}}`, `{{agent.signature}}`, `{{mailbox.name}}`. */
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
  'dkimPrivateKey',
  'pushSecret',
] as const;
export type EmailSecretName = (typeof emailSecretNames)[number];

/** What a sealed secret of a channel is bound to: it opens for nothing else. */
export function channelSecretPurpose(channelId: string, name: string): string {
  return `channel:${channelId}:${name}`;
}
