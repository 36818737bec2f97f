import { randomUUID } from 'node:crypto';
import { checkSignature } from '@/runtime/channels/hook/check-signature';
import { findHook } from '@/runtime/channels/hook/find-hook';
import { toInboundMessage } from '@/runtime/channels/hook/to-inbound-message';
import { DomainError } from '@/runtime/domain-error';
import { handIn } from '@/runtime/engine/hand-in';
import { type Json, jsonSchema } from '@/runtime/flow/json';
import { connectStore } from '@/runtime/store/connect';
import { readBytes } from '../../read-bytes';
import { statusOfFamily } from '../../status-of-family';
import { tellFailure } from '../../tell-failure';

export const dynamic = 'force-dynamic';

const MAX_BYTES = 1_000_000;
/** Longest idempotency key that is taken as it is. */
const MAX_KEY = 200;

/**
 * Another system calls: its JSON becomes a message. 202 means that the message is in the ledger; anything else that it is
 * not, and that the caller should try again where the code says so (5xx). `Idempotency-Key` makes a repeated call the same one.
 */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ token: string }> },
): Promise<Response> {
  try {
    await connectStore();
    const hook = await findHook((await params).token);
    const raw = await readBytes(request, MAX_BYTES);
    checkSignature(hook, raw, request.headers.get('x-signature'));
    const call = { raw, data: readJson(raw), key: keyOf(request), at: Date.now() };
    const { ledgerId, duplicate } = await handIn(toInboundMessage(hook, call));
    return answer({ id: ledgerId, duplicate }, 202);
  } catch (error) {
    if (error instanceof DomainError)
      return answer({ error: error.code, message: error.message }, statusOfFamily[error.family]);
    tellFailure('a web hook call could not be stored', error);
    // The caller keeps the call and tries again.
    return answer({ error: 'unavailable', message: 'The call could not be stored just now.' }, 503);
  }
}

function keyOf(request: Request): string {
  const given = request.headers.get('idempotency-key')?.trim() ?? '';
  if (given.length > MAX_KEY)
    throw new DomainError(
      'invalid',
      'keyTooLong',
      `The Idempotency-Key is longer than ${MAX_KEY} characters.`,
    );
  return given === '' ? `call:${randomUUID()}` : `key:${given}`;
}

function readJson(raw: Uint8Array): Json {
  try {
    return jsonSchema.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(raw)));
  } catch {
    throw new DomainError('invalid', 'bodyNotJson', 'The body is not JSON.');
  }
}

function answer(body: object, status: number): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'no-store' } });
}
