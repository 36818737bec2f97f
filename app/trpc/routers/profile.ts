import * as z from 'zod';
import { languages } from '@/app/i18n/language';
import { changeUser, setPassword } from '@/runtime/accounts/users';
import { DomainError } from '@/runtime/domain-error';
import { choosePresence, noteSignOfLife } from '@/runtime/inbox/presence';
import { readSignature, saveSignature } from '@/runtime/inbox/signature';
import { procedure, router } from '../init';

/** What everybody may change about himself. */
export const profileRouter = router({
  setLanguage: procedure('profile.edit')
    .input(z.object({ language: z.enum(languages) }))
    .mutation(async ({ ctx, input }) => {
      await changeUser(ctx.account.id, { language: input.language });
    }),
  signature: procedure('profile.edit').query(async ({ ctx }) => ({
    signature: await readSignature(ctx.account.id),
  })),
  setSignature: procedure('profile.edit')
    .input(z.object({ signature: z.string().max(2000) }))
    .mutation(({ ctx, input }) => saveSignature(ctx.account.id, input.signature)),
  /** For whoever came in by a one-time link: takes his name, address and first password. */
  complete: procedure('profile.edit')
    .input(z.object({ name: z.string().min(1).max(120), email: z.email(), password: z.string().max(200) }))
    .mutation(async ({ ctx, input }) => {
      if (!ctx.account.mustSetPassword) {
        throw new DomainError('forbidden', 'passwordAlreadySet', 'The password has already been set.');
      }
      await setPassword(ctx.account.id, input.password);
      await changeUser(ctx.account.id, { name: input.name, email: input.email });
    }),
  /** Sent while a page is open; `arrives` once when it is opened. */
  signOfLife: procedure('profile.edit')
    .input(z.object({ arrives: z.boolean() }))
    .mutation(async ({ ctx, input }) => ({
      presence: await noteSignOfLife(ctx.account.id, input.arrives, new Date()),
    })),
  setPresence: procedure('profile.edit')
    .input(z.object({ presence: z.enum(['available', 'busy', 'away', 'offline']) }))
    .mutation(({ ctx, input }) => choosePresence(ctx.account.id, input.presence, new Date())),
});
