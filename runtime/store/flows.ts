import { Schema } from 'mongoose';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import { defineModel } from './define-model';

export type FlowState = 'draft' | 'published' | 'paused' | 'archived';

/** A flow of this installation: its draft, which version is published, and what its slots are bound to. */
export interface FlowRecord {
  /** The flow document's own id. */
  _id: string;
  document: FlowDocument;
  /** Counts every saved change of the draft; a save names the revision it started from. */
  revision: number;
  /** `queue:billing` -> id of the queue, where it is not simply the queue with the slot `billing`. */
  bindings: Record<string, string>;
  publishedVersion: number | null;
  folder: string;
  state: FlowState;
  /** The template it came from, for upgrades by three-way merge. */
  template: { name: string; version: string; base: FlowDocument } | null;
  createdAt: Date;
  createdBy: string | null;
  updatedAt: Date;
  updatedBy: string | null;
}

export const Flows = defineModel<FlowRecord>(
  'flows',
  {
    document: { type: Schema.Types.Mixed, required: true },
    revision: { type: Number, required: true, default: 0 },
    bindings: { type: Schema.Types.Mixed, default: {} },
    publishedVersion: { type: Number, default: null },
    folder: { type: String, default: '' },
    state: { type: String, enum: ['draft', 'published', 'paused', 'archived'], required: true },
    template: { type: Schema.Types.Mixed, default: null },
    createdAt: { type: Date, required: true },
    createdBy: { type: String, default: null },
    updatedAt: { type: Date, required: true },
    updatedBy: { type: String, default: null },
  },
  [{ fields: { state: 1, createdAt: 1 } }, { fields: { folder: 1, updatedAt: -1 } }],
);

export function findFlow(id: string): Promise<FlowRecord | null> {
  return Flows.findById(id).lean<FlowRecord>().exec();
}

/** Published flows, oldest first: the order in which equally specific starts are preferred. */
export function findPublishedFlows(): Promise<Omit<FlowRecord, 'document' | 'template'>[]> {
  return Flows.find({ state: 'published', publishedVersion: { $ne: null } })
    .select('-document -template')
    .sort({ createdAt: 1, _id: 1 })
    .lean<Omit<FlowRecord, 'document' | 'template'>[]>()
    .exec();
}
