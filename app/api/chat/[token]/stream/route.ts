import { stopSignal } from '@/app/trpc/stop-signal';
import { chatEvents } from '@/runtime/channels/chat/chat-events';
import { followChanges } from '@/runtime/inbox/change-feed';
import { chatPreflight, chatRoute } from '../../chat-route';
import { meterStream } from '../../request-meter';

export const dynamic = 'force-dynamic';

/**
 * What happens in a visitor's chat, as server-sent events (WHATWG HTML, 9.2): `line`, `state`, and a `ping` that tells
 * the widget that the connection lives. `Last-Event-ID` is the place of the last line that it has.
 */
export const GET = chatRoute(async ({ request, session }) => {
  const visitor = await session();
  const after = Number(request.headers.get('last-event-id') ?? 0);
  const gone = new AbortController();
  const stop = AbortSignal.any([stopSignal(), request.signal, gone.signal]);
  const end = meterStream(visitor._id);
  stop.addEventListener('abort', end);
  const events = chatEvents({
    session: visitor,
    after: Number.isFinite(after) && after > 0 ? after : 0,
    follow: followChanges,
    now: Date.now,
    stop,
  });
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const next = await events.next();
        if (!next.done) {
          controller.enqueue(encoder.encode(written(next.value)));
          return;
        }
        controller.close();
      } catch (error) {
        // The store is away: the widget comes back by itself.
        controller.error(error);
      }
      end();
    },
    cancel: () => gone.abort(),
  });
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      // A proxy that gathers what it passes on (nginx does) would hold replies back.
      'x-accel-buffering': 'no',
      ...(stopSignal().aborted ? { connection: 'close' } : {}),
    },
  });
});

export const OPTIONS = chatPreflight;

function written({ event, id, data }: { event: string; id: number | null; data: unknown }): string {
  return `event: ${event}\n${id === null ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`;
}
