import { Schema } from 'mongoose';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import { defineModel } from './define-model';

export type FlowState = 'draft' | 'published' | 'paused' | 'archived';

/** A publication that is planned for a time: the draft as it was when it was planned. */
export interface PlannedPublication {
  id: string;
  at: Date;
  note: string;
  document: FlowDocument;
  /** What shall become of executions that wait, by node. */
  moves: Record<string, 'stay' | 'move' | 'restart'>;
  by: { id: string; name: string } | null;
  plannedAt: Date;
  /** A worker carries it out until then; `null` while it waits for its time. */
  leaseUntil: Date | null;
}

/** Why a planned publication did not take place. */
export interface RefusedPublication {
  at: Date;
  note: string;
  by: string | null;
  /** Code and values of the error, for the sentence. */
  code: string;
  values: Record<string, string | number>;
}

/** Which template a flow was made of, and how. */
export interface FlowTemplateOrigin {
  name: string;
  version: string;
  /** The document as it was installed: what differs from it was changed by hand. */
  base: FlowDocument;
  /** Of the texts; flows installed by older versions do not tell. */
  language?: string;
  /** What was chosen for the template's parameters, by id. */
  parameters?: Record<string, number | string | Record<string, string>>;
  /** The parameters that there were to choose, by id; flows installed by older versions do not tell. */
  asked?: string[];
}

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
  template: FlowTemplateOrigin | null;
  planned?: PlannedPublication | null;
  refused?: RefusedPublication | null;
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
    planned: { type: Schema.Types.Mixed, default: null },
    refused: { type: Schema.Types.Mixed, default: null },
    createdAt: { type: Date, required: true },
    createdBy: { type: String, default: null },
    updatedAt: { type: Date, required: true },
    updatedBy: { type: String, default: null },
  },
  [
    { fields: { state: 1, createdAt: 1 } },
    { fields: { folder: 1, updatedAt: -1 } },
    { fields: { 'planned.at': 1 }, partial: { 'planned.at': { $exists: true } } },
  ],
);

export function findFlow(id: string): Promise<FlowRecord | null> {
  return Flows.findById(id).lean<FlowRecord>().exec();
}

/** Published flows, oldest first: the order in which equally specific starts are preferred. */
export function findPublishedFlows(): Promise<Omit<FlowRecord, 'document' | 'template' | 'planned'>[]> {
  return Flows.find({ state: 'published', publishedVersion: { $ne: null } })
    .select('-document -template -planned')
    .sort({ createdAt: 1, _id: 1 })
    .lean<Omit<FlowRecord, 'document' | 'template' | 'planned'>[]>()
    .exec();
}
