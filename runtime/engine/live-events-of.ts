import type { LiveEvent } from '@/runtime/store/live-events';
import type { Dispatched } from './dispatch-outbox';
import type { InstallationSnapshot } from './environment-source';

/** What spectators are told of carried-out commands: one event for the ticket, one for every queue it enters. */
export function liveEventsOf(
  { execution, environment, outbox }: Pick<Dispatched, 'execution' | 'environment' | 'outbox'>,
  installation: InstallationSnapshot,
): LiveEvent[] {
  const events: LiveEvent[] = [];
  const changes = new Set<string>();
  for (const { command } of outbox) {
    if (command.type === 'callActivity' || command.type === 'startTimer' || command.type === 'cancelTimer')
      continue;
    changes.add(command.type);
    if (command.type === 'enqueueTicket') {
      const queueId = environment.queues[command.queue]?.id ?? installation.fallbackQueue?._id;
      if (queueId) {
        events.push({
          topic: 'queue',
          key: queueId,
          data: { change: 'entered', ticketId: execution.ticketId },
        });
      }
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
  return events;
}
