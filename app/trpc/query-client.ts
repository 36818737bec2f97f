import { QueryClient } from '@tanstack/react-query';
import { isTRPCClientError } from '@trpc/client';

/** Refusals are final; only what may heal by itself is asked again. */
function mayHeal(error: unknown): boolean {
  if (!isTRPCClientError(error)) return true;
  const status: unknown = error.data?.httpStatus;
  return typeof status !== 'number' || status >= 500;
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // Live changes invalidate what they touch, so data is not asked for again merely because a window was focused.
        staleTime: 30_000,
        refetchOnWindowFocus: false,
        retry: (failures, error) => failures < 2 && mayHeal(error),
      },
      mutations: { retry: false },
    },
  });
}
