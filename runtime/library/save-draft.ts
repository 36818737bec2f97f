import type { FlowDocument } from '@/runtime/flow/flow-document';
import { type FlowRecord, Flows } from '@/runtime/store/flows';
import { appendLiveEvents } from '@/runtime/store/live-events';
import type { Author } from './author';
import { readFlow } from './read-flow';

export type DraftSaved =
  | { saved: true; revision: number }
  /** Somebody saved in between: join both (`mergeFlows`) and save again from this revision. */
  | { saved: false; revision: number; document: FlowDocument };

/**
 * Saves a draft if it is still at the revision the author started from. Drafts always save, complete or not; an edit of
 * somebody else is never written over: then the present draft comes back, and the editor joins both node by node.
 * Error: `flowNotFound`.
 */
export async function saveDraft(
  draft: { id: string; revision: number; document: FlowDocument; client?: string },
  author: Author,
  at = new Date(),
): Promise<DraftSaved> {
  const document = { ...draft.document, id: draft.id };
  const updated = await Flows.findOneAndUpdate(
    { _id: draft.id, revision: draft.revision },
    { $set: { document, updatedAt: at, updatedBy: author?.name ?? null }, $inc: { revision: 1 } },
    { returnDocument: 'after', projection: { revision: 1 } },
  )
    .lean<Pick<FlowRecord, 'revision'>>()
    .exec();
  if (!updated) {
    const current = await readFlow(draft.id);
    return { saved: false, revision: current.revision, document: current.document };
  }
  const data = {
    change: 'draft',
    revision: updated.revision,
    client: draft.client ?? '',
    by: author?.name ?? '',
  };
  await appendLiveEvents([{ topic: 'flow', key: draft.id, data }], at);
  return { saved: true, revision: updated.revision };
}
