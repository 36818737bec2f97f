import * as z from 'zod';
import { detectProvider } from '@/runtime/administration/detect-provider';
import { makeDkimRecord, makePushSecret } from '@/runtime/administration/mailbox-secrets';
import { beginMailboxSignIn, signInPath } from '@/runtime/administration/mailbox-sign-in';
import {
  addMailbox,
  changeMailbox,
  listMailboxes,
  mailboxInputSchema,
  tryMailbox,
} from '@/runtime/administration/mailboxes';
import { mailboxUse, removeMailbox } from '@/runtime/administration/remove-mailbox';
import { procedure, router } from '../init';

const id = z.string().max(64);

/** Mailboxes: where mail comes in and goes out. */
export const mailboxesRouter = router({
  list: procedure('channel.read').query(() => listMailboxes()),
  /** Servers of the provider behind an address, where it is a known one. */
  provider: procedure('channel.edit')
    .input(z.object({ address: z.string().max(320) }))
    .query(({ input }) => detectProvider(input.address)),
  add: procedure('channel.edit')
    .input(mailboxInputSchema)
    .mutation(({ input }) => addMailbox(input, new Date())),
  change: procedure('channel.edit')
    .input(mailboxInputSchema.extend({ id }))
    .mutation(({ input: { id: mailboxId, ...input } }) => changeMailbox(mailboxId, input, new Date())),
  /** A new secret for pushed mail, shown this once. */
  pushSecret: procedure('channel.edit')
    .input(z.object({ id }))
    .mutation(({ input }) => makePushSecret(input.id, new Date())),
  /** The DNS record of the mailbox's signing key; `isNew` makes another key. */
  dkimRecord: procedure('channel.edit')
    .input(z.object({ id, isNew: z.boolean() }))
    .mutation(({ input }) => makeDkimRecord(input.id, input.isNew, new Date())),
  /** Where the owner of the mailbox agrees; he comes back to `redirectUri`. */
  beginSignIn: procedure('channel.edit')
    .input(
      z.object({
        id,
        redirectUri: z.url({ protocol: /^https?$/ }).refine((url) => new URL(url).pathname === signInPath),
      }),
    )
    .mutation(({ input, ctx }) =>
      beginMailboxSignIn(
        { channelId: input.id, redirectUri: input.redirectUri, accountId: ctx.account.id },
        new Date(),
      ),
    ),
  /** What hangs on a mailbox that is to be removed. */
  use: procedure('channel.edit')
    .input(z.object({ id }))
    .query(({ input }) => mailboxUse(input.id)),
  remove: procedure('channel.edit')
    .input(z.object({ id, heirId: id.nullable() }))
    .mutation(({ input }) => removeMailbox(input.id, input.heirId, new Date())),
  /** Connects and logs in; changes nothing. */
  tryOut: procedure('channel.edit')
    .input(mailboxInputSchema.pick({ settings: true, secrets: true }).extend({ id: id.nullable() }))
    .mutation(({ input }) => tryMailbox(input.id, input, Date.now)),
});
