import { type NodeClaimRecord, NodeClaims } from '@/runtime/store/node-claims';

/** A browser repeats its claim every ten seconds; a silent one loses the node after this, milliseconds. */
const LASTS = 32_000;

export interface NodeClaim {
  /** Who edits the node: the asking client, or whoever came first. */
  client: string;
  name: string;
  turn: number;
}

/**
 * Claims a node for a client, or renews its claim; one record decides, so that of any number of people who ask at the same
 * moment exactly one gets it, and the others are told who.
 * @param takeOver takes it whoever has it
 */
export async function claimNode(
  wanted: { flowId: string; nodeId: string; client: string; name: string },
  takeOver: boolean,
  at: Date,
): Promise<NodeClaim> {
  const { flowId, nodeId, client, name } = wanted;
  const _id = `${flowId}:${nodeId}`;
  const until = new Date(at.getTime() + LASTS);
  const renewed = await NodeClaims.updateOne({ _id, client, until: { $gt: at } }, { $set: { until } }).exec();
  if (renewed.matchedCount === 0) {
    const free = takeOver ? { _id } : { _id, until: { $lte: at } };
    try {
      await NodeClaims.updateOne(
        free,
        { $set: { flowId, nodeId, client, name, until }, $inc: { turn: 1 } },
        { upsert: true },
      ).exec();
    } catch (error) {
      // It is held: the record is there and does not fit, so that a new one was tried.
      if (!(error instanceof Error && 'code' in error && error.code === 11000)) throw error;
    }
  }
  const held = await NodeClaims.findById(_id).lean<NodeClaimRecord>().exec();
  return held ?? { client, name, turn: 0 };
}

/** Lets go of every node of a flow that a client has, but the one it is at. */
export async function releaseNodes(
  flowId: string,
  client: string,
  except: string | null,
  at: Date,
): Promise<void> {
  await NodeClaims.updateMany(
    { flowId, client, nodeId: { $ne: except ?? '' }, until: { $gt: at } },
    { $set: { until: at } },
  ).exec();
}
