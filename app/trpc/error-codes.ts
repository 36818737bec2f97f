import type { TRPC_ERROR_CODE_KEY } from '@trpc/server';
import type { ErrorFamily } from '@/runtime/domain-error';

const codes: Record<ErrorFamily, TRPC_ERROR_CODE_KEY> = {
  invalid: 'BAD_REQUEST',
  notFound: 'NOT_FOUND',
  conflict: 'CONFLICT',
  forbidden: 'FORBIDDEN',
  tooLarge: 'PAYLOAD_TOO_LARGE',
  unavailable: 'SERVICE_UNAVAILABLE',
  limit: 'TOO_MANY_REQUESTS',
};

export function trpcCodeOf(family: ErrorFamily): TRPC_ERROR_CODE_KEY {
  return codes[family];
}
