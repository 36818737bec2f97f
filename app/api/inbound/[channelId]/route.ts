import { createCachedResolver } from '@/runtime/channels/email/authentication/dns-resolver';
import { receivePush } from '@/runtime/channels/email/push/receive-push';
import { DomainError } from '@/runtime/domain-error';
import { handIn } from '@/runtime/engine/hand-in';
import { connectStore } from '@/runtime/store/connect';
import { readBytes } from '../../read-bytes';
import { tellFailure } from '../../tell-failure';

export const dynamic = 'force-dynamic';

const resolver = createCachedResolver();

/** Requests whose bodies are held in memory at the same time. */
const MAX_AT_ONCE = 4;
let atOnce = 0;

/** Mail that a provider pushes to a mailbox, signed with the mailbox's secret. 200 only after the ledger has it. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ channelId: string }> },
): Promise<Response> {
  const { channelId } = await params;
  if (atOnce >= MAX_AT_ONCE) return busy();
  atOnce += 1;
  try {
    await connectStore();
    const answer = await receivePush(
      {
        channelId,
        header: (name) => request.headers.get(name),
        body: (maxBytes) => readBody(request, maxBytes),
      },
      { receive: (message) => handIn(message), now: Date.now, resolver },
    );
    return Response.json(answer.body, {
      status: answer.status,
      headers: answer.retryAfterSeconds ? { 'retry-after': String(answer.retryAfterSeconds) } : {},
    });
  } catch (error) {
    tellFailure('a pushed mail could not be stored', error);
    return busy();
  } finally {
    atOnce -= 1;
  }
}

/** The whole body, or null as soon as it is larger than allowed. */
async function readBody(request: Request, maxBytes: number): Promise<Uint8Array | null> {
  try {
    return await readBytes(request, maxBytes);
  } catch (error) {
    if (error instanceof DomainError && error.family === 'tooLarge') return null;
    throw error;
  }
}

function busy(): Response {
  return Response.json(
    { error: 'unavailable', message: 'The mail could not be stored just now, please try again.' },
    { status: 503, headers: { 'retry-after': '30' } },
  );
}
