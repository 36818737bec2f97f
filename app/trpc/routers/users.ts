import * as z from 'zod';
import { createOneTimeLogin } from '@/runtime/accounts/one-time-login';
import { roles } from '@/runtime/accounts/permissions';
import { changeUser, createUser, findUsers } from '@/runtime/accounts/users';
import { procedure, router } from '../init';

const role = z.enum(roles);

/** Who may sign in, and as what. */
export const usersRouter = router({
  list: procedure('user.read').query(() => findUsers()),
  /** Gives the link by which the new colleague comes in and sets a password; it works once, for a day. */
  add: procedure('user.edit')
    .input(z.object({ name: z.string().trim().min(1).max(120), email: z.email(), role }))
    .mutation(async ({ input }) => {
      const user = await createUser({ ...input, password: null });
      return { user, loginPath: (await createOneTimeLogin({ email: user.email })).path };
    }),
  change: procedure('user.edit')
    .input(
      z.object({
        id: z.string().max(64),
        name: z.string().trim().min(1).max(120).optional(),
        role: role.optional(),
        disabled: z.boolean().optional(),
      }),
    )
    .mutation(({ input: { id, ...change } }) => changeUser(id, change)),
  loginLink: procedure('user.edit')
    .input(z.object({ email: z.email() }))
    .mutation(async ({ input }) => ({ loginPath: (await createOneTimeLogin(input)).path })),
});
