import type { TRPCError } from '@trpc/server';

/** Errors that are ours, one line of JSON each; what a reader did wrong is his to see, not ours to log. */
export function logRequestError({ error, path }: { error: TRPCError; path: string | undefined }): void {
  if (error.code !== 'INTERNAL_SERVER_ERROR') return;
  const { cause } = error;
  if (cause instanceof Error && cause.name === 'AbortError') return;
  process.stderr.write(
    `${JSON.stringify({ level: 'error', what: 'request failed', path, message: error.message, stack: cause?.stack })}\n`,
  );
}
