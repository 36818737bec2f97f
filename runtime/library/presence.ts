import { appendLiveEvents } from '@/runtime/store/live-events';

/**
 * Tells spectators that somebody has a flow open, which node he has selected and for how long, or that he leaves. Nothing is stored beyond
 * the event: who is silent for a while is gone.
 */
export async function tellPresence(
  presence: { id: string; client: string; leaving: boolean; node: string | null; heldMs: number },
  person: { id: string; name: string },
  at = new Date(),
): Promise<void> {
  const { id, client, leaving, node, heldMs } = presence;
  const data = { change: 'presence', client, leaving, node, heldMs, person: person.id, name: person.name };
  await appendLiveEvents([{ topic: 'flow', key: id, data }], at);
}
