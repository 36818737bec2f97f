import { appendLiveEvents } from '@/runtime/store/live-events';
import { claimNode, type NodeClaim, releaseNodes } from './claim-node';

export interface Presence {
  id: string;
  /** The tab of a browser. */
  client: string;
  leaving: boolean;
  /** The only node that is selected. */
  node: string | null;
  /** Takes the node from whoever edits it. */
  takeOver: boolean;
}

/**
 * Tells spectators that somebody has a flow open and which node he has selected, or that he leaves. A node selected by
 * somebody who may edit is claimed: who edits it is answered, and told with it; who only reads keeps nobody from editing.
 * Beyond the claim nothing is stored: who is silent for a while is gone.
 */
export async function tellPresence(
  presence: Presence,
  person: { id: string; name: string; mayEdit: boolean },
  at = new Date(),
): Promise<{ claim: NodeClaim | null }> {
  const { id, client, leaving, node, takeOver } = presence;
  await releaseNodes(id, client, leaving ? null : node, at);
  const claim =
    leaving || node === null || !person.mayEdit
      ? null
      : await claimNode({ flowId: id, nodeId: node, client, name: person.name }, takeOver, at);
  const data = {
    change: 'presence',
    client,
    leaving,
    node,
    // The turn at which he holds the node; `null`: somebody else does, or he only reads.
    turn: claim?.client === client ? claim.turn : null,
    person: person.id,
    name: person.name,
  };
  await appendLiveEvents([{ topic: 'flow', key: id, data }], at);
  return { claim };
}
