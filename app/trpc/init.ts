import { initTRPC, TRPCError } from '@trpc/server';
import superjson from 'superjson';
import { ZodError } from 'zod';
import { type Permission, roleAllows } from '@/runtime/accounts/permissions';
import { DomainError } from '@/runtime/domain-error';
import type { Context } from './context';
import { trpcCodeOf } from './error-codes';

/** Every procedure carries one of these; `public` ones are listed by name in the test that walks the router. */
export interface ProcedureMeta {
  permission: Permission | 'public';
}

const trpc = initTRPC
  .context<Context>()
  .meta<ProcedureMeta>()
  .create({
    transformer: superjson,
    sse: {
      // The client gives up after 10 s without a sign of life (see client.tsx), so this must stay well below.
      ping: { enabled: true, intervalMs: 3_000 },
      client: { reconnectAfterInactivityMs: 10_000 },
    },
    /** The client shows `errors.<domainCode>` with `values`; the English message is for logs. */
    errorFormatter({ shape, error }) {
      const cause = error.cause;
      return {
        ...shape,
        data: {
          ...shape.data,
          stack: undefined,
          domainCode: cause instanceof DomainError ? cause.code : null,
          values: cause instanceof DomainError ? cause.values : {},
          fields: cause instanceof ZodError ? cause.issues.map((issue) => issue.path.join('.')) : [],
        },
      };
    },
  });

/** The one place where a domain error becomes a tRPC error. */
const mapDomainErrors = trpc.middleware(async ({ next }) => {
  const result = await next();
  if (result.ok) return result;
  const { cause } = result.error;
  if (cause instanceof DomainError) {
    throw new TRPCError({ code: trpcCodeOf(cause.family), message: cause.message, cause });
  }
  return result;
});

export const router = trpc.router;
export const mergeRouters = trpc.mergeRouters;
export const createCallerFactory = trpc.createCallerFactory;

/** For the few procedures that work without an account, such as telling the log-in page what it may offer. */
export const publicProcedure = trpc.procedure.meta({ permission: 'public' }).use(mapDomainErrors);

/** A procedure for accounts whose role holds `permission`; there is no way to build one without naming it. */
export function procedure(permission: Permission) {
  return trpc.procedure
    .meta({ permission })
    .use(mapDomainErrors)
    .use(({ ctx, next }) => {
      const { account } = ctx;
      if (!account) throw new TRPCError({ code: 'UNAUTHORIZED', message: 'Please sign in.' });
      if (!roleAllows(account.role, permission)) {
        throw new TRPCError({ code: 'FORBIDDEN', message: `Your role does not include ${permission}.` });
      }
      return next({ ctx: { ...ctx, account } });
    });
}
