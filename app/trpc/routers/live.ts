import { tracked } from '@trpc/server';
import * as z from 'zod';
import { followChanges, readChangesSince } from '@/runtime/inbox/change-feed';
import type { LiveEventRecord } from '@/runtime/store/live-events';
import { procedure, router } from '../init';

const topics = ['ticket', 'queue', 'flow', 'ledger', 'channel', 'agent', 'outgoing', 'settings'] as const;

/** What changed, for every open browser tab: one subscription each, whatever the page shows. */
export const liveRouter = router({
  changes: procedure('live.read')
    .input(z.object({ topics: z.array(z.enum(topics)).min(1), lastEventId: z.string().nullish() }))
    .subscription(async function* ({ ctx, input, signal }) {
      const wanted = new Set<string>(input.topics);
      const waiting: LiveEventRecord[] = [];
      let wake = () => {};
      const stop = AbortSignal.any([ctx.stopping, ...(signal ? [signal] : [])]);
      const onStop = () => wake();
      stop.addEventListener('abort', onStop);
      // Listening starts before the backlog is read: nothing falls between the two.
      const unfollow = followChanges((events) => {
        waiting.push(...events.filter(({ topic }) => wanted.has(topic)));
        wake();
      });
      try {
        if (input.lastEventId) {
          const missed = await readChangesSince(input.lastEventId);
          waiting.unshift(...missed.filter(({ topic }) => wanted.has(topic)));
        }
        while (!stop.aborted) {
          for (let event = waiting.shift(); event; event = waiting.shift()) {
            yield tracked(event._id, { topic: event.topic, key: event.key, data: event.data });
          }
          await new Promise<void>((resolve) => {
            wake = resolve;
            if (waiting.length > 0 || stop.aborted) resolve();
          });
        }
        // Returning would tell the client that all is said; it shall come back when the server does.
        throw new DOMException('The server is stopping.', 'AbortError');
      } finally {
        unfollow();
        stop.removeEventListener('abort', onStop);
      }
    }),
});
