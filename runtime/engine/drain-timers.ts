import { nativeCollection } from '@/runtime/store/define-model';
import { findDueTimers, Timers } from '@/runtime/store/timers';
import { appendEvents } from './append-event';
import type { EngineContext } from './engine-context';

/**
 * Hands every due timer to its execution as an event, then forgets it. Several processes may do it at once: an event is
 * appended once, and one that comes a second time finds no wait. Gives how many there were.
 */
export async function drainTimers(context: EngineContext, limit = 500): Promise<number> {
  const now = context.now();
  const due = await findDueTimers(new Date(now), limit);
  if (due.length === 0) return 0;
  await appendEvents(
    context,
    due.map((timer) => ({
      executionId: timer.executionId,
      event: { type: 'timerFired', id: `timer:${timer.seq}`, at: now, seq: timer.seq },
    })),
  );
  await context.reached('timers:appended');
  await nativeCollection(Timers).deleteMany({ _id: { $in: due.map(({ _id }) => _id) } });
  return due.length;
}
