import { createCachedResolver } from '@/runtime/channels/email/authentication/dns-resolver';
import { receivePush } from '@/runtime/channels/email/push/receive-push';
import { handIn } from '@/runtime/engine/hand-in';
import { connectStore } from '@/runtime/store/connect';

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
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(
      `${JSON.stringify({ level: 'error', what: 'a pushed mail could not be stored', reason })}\n`,
    );
    return busy();
  } finally {
    atOnce -= 1;
  }
}

/** The whole body, or null as soon as it is larger than allowed. */
async function readBody(request: Request, maxBytes: number): Promise<Uint8Array | null> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) return null;
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body ?? []) {
    size += part.length;
    if (size > maxBytes) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function busy(): Response {
  return Response.json(
    { error: 'unavailable', message: 'The mail could not be stored just now, please try again.' },
    { status: 503, headers: { 'retry-after': '30' } },
  );
}
