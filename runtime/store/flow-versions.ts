import { Schema } from 'mongoose';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import { defineModel } from './define-model';

/** A published flow version: never changed, never deleted while an execution walks it. */
export interface FlowVersionRecord {
  /** `flowId:version` */
  _id: string;
  flowId: string;
  version: number;
  document: FlowDocument;
  author: { id: string; name: string } | null;
  note: string;
  publishedAt: Date;
  /** The plan that this version came of: a plan that is carried out twice makes one version. */
  publicationId?: string;
}

export const FlowVersions = defineModel<FlowVersionRecord>(
  'flowVersions',
  {
    flowId: { type: String, required: true },
    version: { type: Number, required: true },
    document: { type: Schema.Types.Mixed, required: true },
    author: { type: Schema.Types.Mixed, default: null },
    note: { type: String, default: '' },
    publishedAt: { type: Date, required: true },
    publicationId: { type: String },
  },
  [
    { fields: { flowId: 1, version: -1 }, unique: true },
    {
      fields: { publicationId: 1 },
      unique: true,
      partial: { publicationId: { $exists: true } },
    },
  ],
);

export function flowVersionId(flowId: string, version: number): string {
  return `${flowId}:${version}`;
}

export function findFlowVersion(flowId: string, version: number): Promise<FlowVersionRecord | null> {
  return FlowVersions.findById(flowVersionId(flowId, version)).lean<FlowVersionRecord>().exec();
}

/** Published versions of a flow without their documents, newest first. Trials of a draft (below zero) are none. */
export function listFlowVersions(flowId: string): Promise<Omit<FlowVersionRecord, 'document'>[]> {
  return FlowVersions.find({ flowId, version: { $gt: 0 } })
    .select('-document')
    .sort({ version: -1 })
    .lean<Omit<FlowVersionRecord, 'document'>[]>()
    .exec();
}
