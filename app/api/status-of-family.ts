import type { ErrorFamily } from '@/runtime/domain-error';

/** The HTTP status that tells what kind of error it is (RFC 9110). */
export const statusOfFamily: Record<ErrorFamily, number> = {
  invalid: 400,
  forbidden: 403,
  notFound: 404,
  conflict: 409,
  tooLarge: 413,
  limit: 429,
  unavailable: 503,
};
