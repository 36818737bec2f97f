import { FLOW_SCHEMA_VERSION, type FlowDocument, flowDocumentSchema } from '@/runtime/flow/flow-document';
import { type FlowRecord, Flows } from '@/runtime/store/flows';
import { appendLiveEvents } from '@/runtime/store/live-events';
import { newId } from '@/runtime/store/new-id';
import type { Author } from './author';

export interface NewFlow {
  /** A fresh one where it is missing. */
  id?: string;
  name: string;
  /** What it starts as: an empty flow where it is missing. Its id is replaced by a new one. */
  document?: FlowDocument;
  folder?: string | undefined;
  bindings?: Record<string, string> | undefined;
  template?: FlowRecord['template'];
}

/** Makes a flow with a draft and no published version. */
export async function createFlow(flow: NewFlow, author: Author, at = new Date()): Promise<FlowRecord> {
  const id = flow.id ?? newId(at.getTime());
  const record: FlowRecord = {
    _id: id,
    document: flowDocumentSchema.parse({
      ...(flow.document ?? { schemaVersion: FLOW_SCHEMA_VERSION }),
      id,
      name: flow.name,
    }),
    revision: 1,
    bindings: flow.bindings ?? {},
    publishedVersion: null,
    folder: flow.folder ?? '',
    state: 'draft',
    template: flow.template ?? null,
    createdAt: at,
    createdBy: author?.name ?? null,
    updatedAt: at,
    updatedBy: author?.name ?? null,
  };
  await Flows.create(record);
  await appendLiveEvents([{ topic: 'flow', key: id, data: { change: 'created' } }], at);
  return record;
}
