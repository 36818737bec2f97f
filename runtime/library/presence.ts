import { appendLiveEvents } from '@/runtime/store/live-events';

/**
 * Tells spectators that somebody has a flow open, which node he has selected, or that he leaves. Nothing is stored beyond
 * the event: who is silent for a while is gone.
 */
export async function tellPresence(
  presence: { id: string; client: string; leaving: boolean; node: string | null },
  person: { id: string; name: string },
  at = new Date(),
): Promise<void> {
  const { id, client, leaving, node } = presence;
  const data = { change: 'presence', client, leaving, node, person: person.id, name: person.name };
  await appendLiveEvents([{ topic: 'flow', key: id, data }], at);
}
