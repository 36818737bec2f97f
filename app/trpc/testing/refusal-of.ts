import { TRPCError } from '@trpc/server';
import { DomainError } from '@/runtime/domain-error';

/** The code with which a call is refused, `none` where it is not: for tests of routers. */
export async function refusalOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'none';
  } catch (error) {
    if (error instanceof TRPCError && error.cause instanceof DomainError) return error.cause.code;
    return error instanceof TRPCError ? error.code : String(error);
  }
}
