import * as z from 'zod';
import {
  addMailbox,
  changeMailbox,
  listMailboxes,
  mailboxInputSchema,
  tryMailbox,
} from '@/runtime/administration/mailboxes';
import { findMailProvider } from '@/runtime/channels/email/mail-providers';
import { procedure, router } from '../init';

const id = z.string().max(64);

/** Mailboxes: where mail comes in and goes out. */
export const mailboxesRouter = router({
  list: procedure('channel.read').query(() => listMailboxes()),
  /** Servers of the provider behind an address, where it is a known one. */
  provider: procedure('channel.edit')
    .input(z.object({ address: z.string().max(320) }))
    .query(({ input }) => findMailProvider(input.address)),
  add: procedure('channel.edit')
    .input(mailboxInputSchema)
    .mutation(({ input }) => addMailbox(input, new Date())),
  change: procedure('channel.edit')
    .input(mailboxInputSchema.extend({ id }))
    .mutation(({ input: { id: mailboxId, ...input } }) => changeMailbox(mailboxId, input, new Date())),
  /** Connects and logs in; changes nothing. */
  tryOut: procedure('channel.edit')
    .input(mailboxInputSchema.pick({ settings: true, secrets: true }).extend({ id: id.nullable() }))
    .mutation(({ input }) => tryMailbox(input.id, input, Date.now)),
});
