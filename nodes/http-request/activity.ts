import * as z from 'zod';
import { ActivityError, defineActivity } from '@/runtime/flow/activity';
import type { Json } from '@/runtime/flow/json';
import { readRetryAfter } from '@/runtime/flow/retry-after';

const MAX_BYTES = 64_000;

/**
 * Sends the request through the client that refuses private addresses. An answer of the other system is a result, whatever its
 * status; only overload (429, 502, 503, 504) is tried again, when the other system
 * says so (`Retry-After`).
 */
export default defineActivity({
  name: 'http-request',
  input: z.object({
    method: z.string(),
    url: z.string(),
    headers: z.record(z.string(), z.string()),
    body: z.string().nullable(),
    isJson: z.boolean(),
    timeoutMs: z.number(),
  }),
  retry: { attempts: 3, firstDelayMs: 1000 },
  async perform(
    { method, url, headers, body, isJson, timeoutMs },
    { clients, idempotencyKey, now },
  ): Promise<Json> {
    const answer = await clients.request(url, {
      method,
      headers: {
        accept: 'application/json, text/plain;q=0.9, */*;q=0.1',
        ...(isJson ? { 'content-type': 'application/json' } : {}),
        'idempotency-key': idempotencyKey,
        ...headers,
      },
      ...(body === null ? {} : { body }),
      timeoutMs,
      maxBytes: MAX_BYTES,
    });
    if ([429, 502, 503, 504].includes(answer.status)) {
      throw new ActivityError('overloaded', `The other system answered with ${answer.status}.`, {
        permanent: false,
        ...retryAfter(answer.headers['retry-after'], now),
      });
    }
    return { status: answer.status, body: readBody(answer.body, answer.headers['content-type'] ?? '') };
  },
});

function retryAfter(header: string | undefined, now: number): { retryAfterMs?: number } {
  const retryAfterMs = readRetryAfter(header, now);
  return retryAfterMs === undefined ? {} : { retryAfterMs };
}

function readBody(body: string, type: string): Json {
  if (!/json/i.test(type)) return body;
  try {
    return JSON.parse(body);
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new ActivityError('badAnswer', 'The answer says it is JSON but cannot be read.');
    throw error;
  }
}
