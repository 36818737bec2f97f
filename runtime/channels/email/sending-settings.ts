import * as z from 'zod';

/** How the mail of one mailbox looks to those who get it. */
export const sendingSettingsSchema = z.object({
  /**
   * The sender's name of what people write, with places `{{agent.name}}` and `{{mailbox.name}}`; empty: the mailbox's
   * name. What flows write always bears the mailbox's name.
   */
  fromName: z.string().trim().max(200).default(''),
  /** Where answers go instead of the mailbox's first address. */
  replyTo: z.email().nullable().default(null),
  /**
   * Where a recipient says that he wants no more of the mail that flows write of their own accord (RFC 2369, 3.2): a web page
   * or an address. Null: such mail does not say.
   */
  unsubscribe: z
    .union([z.url({ protocol: /^https$/ }).max(1000), z.email().max(320)])
    .nullable()
    .default(null),
  /** Replies by people carry the message that they answer below them. */
  quoteOriginal: z.boolean().default(true),
  /** Signs outgoing mail (RFC 6376) with the secret `dkimPrivateKey`; null: the sending server does, or nobody. */
  dkim: z
    .object({
      domain: z
        .string()
        .toLowerCase()
        .regex(/^(?:[a-z0-9-]{1,63}\.)+[a-z0-9-]{2,63}$/)
        .max(253),
      selector: z
        .string()
        .toLowerCase()
        .regex(/^[a-z0-9-]{1,63}$/),
    })
    .nullable()
    .default(null),
});
export type SendingSettings = z.infer<typeof sendingSettingsSchema>;
