import { ActivityError } from '@/runtime/flow/activity';
import { readRetryAfter } from '@/runtime/flow/retry-after';

/**
 * Says what went wrong with a model call, by the HTTP status that the SDK's errors carry: `timeout`, `unreachable`, `rateLimited`,
 * `keyRefused`, `modelUnknown`, `requestRefused`, `modelFailed`. What may go better next time is not permanent; where
 * the server says when, it is told so.
 * The server's own words are cut, and left out where they may hold part of the key.
 */
export function modelFailure(error: unknown, signal: AbortSignal, now: number): ActivityError {
  if (error instanceof ActivityError) return error;
  if (isBudgetExceeded(error)) return new ActivityError('budgetExceeded', wordsOf(error));
  if (signal.aborted) {
    const options = { permanent: true, timeout: true };
    return new ActivityError('timeout', 'The model did not answer in time.', options);
  }
  const status = statusOf(error);
  if (status === undefined) return withoutStatus(error);
  if (status === 401 || status === 403)
    return new ActivityError('keyRefused', `The model server refused the key (${status}).`);
  if (status === 429)
    return new ActivityError('rateLimited', 'The model server has too many requests (429).', {
      permanent: false,
      ...retryAfterOf(error, now),
    });
  if (status === 404)
    return new ActivityError('modelUnknown', `The model server answered: ${wordsOf(error)}`);
  if (status >= 400 && status < 500 && status !== 408 && status !== 409)
    return new ActivityError('requestRefused', `The model server refused the request: ${wordsOf(error)}`);
  return new ActivityError('modelFailed', `The model server failed: ${wordsOf(error)}`, {
    permanent: false,
    ...retryAfterOf(error, now),
  });
}

/** The SDK's errors carry the answer's headers. */
function retryAfterOf(error: unknown, now: number): { retryAfterMs?: number } {
  const headers: unknown =
    typeof error === 'object' && error !== null ? Reflect.get(error, 'headers') : undefined;
  const retryAfterMs =
    headers instanceof Headers ? readRetryAfter(headers.get('retry-after'), now) : undefined;
  return retryAfterMs === undefined ? {} : { retryAfterMs };
}

/** The SDK's connection errors have an empty status; others without one are answers that are no JSON. */
function withoutStatus(error: unknown): ActivityError {
  const isConnection = typeof error === 'object' && error !== null && 'status' in error;
  const cause = isConnection && error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return isConnection
    ? new ActivityError('unreachable', `The model server was not reached: ${wordsOf(cause)}`, {
        permanent: false,
      })
    : new ActivityError('modelFailed', `The model server's answer is not readable: ${wordsOf(error)}`, {
        permanent: false,
      });
}

function statusOf(error: unknown): number | undefined {
  const status: unknown =
    typeof error === 'object' && error !== null ? Reflect.get(error, 'status') : undefined;
  return typeof status === 'number' ? status : undefined;
}

function isBudgetExceeded(error: unknown): boolean {
  return error instanceof Error && error.name === 'BudgetExceededError';
}

function wordsOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 200);
}
