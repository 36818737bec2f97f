import type { LiveEvent } from '@/runtime/store/live-events';
import type { Dispatched } from './dispatch-outbox';
import type { InstallationSnapshot } from './environment-source';

const unseen = new Set(['callActivity', 'startTimer', 'cancelTimer']);

/**
 * What spectators are told of carried-out commands: one event for every ticket, and one for every queue that tickets
 * have entered, however many they were.
 */
export function liveEventsOf(
  dispatched: Pick<Dispatched, 'execution' | 'environment' | 'outbox'>[],
  installation: InstallationSnapshot,
): LiveEvent[] {
  const events: LiveEvent[] = [];
  const entered = new Map<string, number>();
  for (const { execution, environment, outbox } of dispatched) {
    const changes = new Set<string>();
    for (const { command } of outbox) {
      if (unseen.has(command.type)) continue;
      changes.add(command.type);
      if (command.type === 'enqueueTicket') {
        const queueId = environment.queues[command.queue]?.id ?? installation.fallbackQueue?._id;
        if (queueId) entered.set(queueId, (entered.get(queueId) ?? 0) + 1);
      }
      if (command.type === 'emitEvent') {
        events.push({
          topic: 'flow',
          key: execution.flowId,
          data: { change: 'emitted', name: command.name, ticketId: execution.ticketId, data: command.data },
        });
      }
    }
    if (changes.size > 0) {
      events.push({
        topic: 'ticket',
        key: execution.ticketId,
        data: { change: 'flow', commands: [...changes] },
      });
    }
  }
  for (const [key, count] of entered)
    events.push({ topic: 'queue', key, data: { change: 'entered', count } });
  return events;
}
