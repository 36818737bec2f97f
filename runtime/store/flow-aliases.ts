import { Schema } from 'mongoose';
import { defineModel } from './define-model';

/** What walks the mail of an address: the draft as it is saved at the moment, or one published version. */
export type AliasTarget = { kind: 'draft' } | { kind: 'version'; version: number };

/** An address of a mailbox that is bound to one state of a flow, so that it can be tried with real mail. */
export interface FlowAliasRecord {
  /** The address in lower case: one address has one meaning. */
  _id: string;
  flowId: string;
  target: AliasTarget;
  createdAt: Date;
  createdBy: string | null;
}

export const FlowAliases = defineModel<FlowAliasRecord>(
  'flowAliases',
  {
    flowId: { type: String, required: true },
    target: { type: Schema.Types.Mixed, required: true },
    createdAt: { type: Date, required: true },
    createdBy: { type: String, default: null },
  },
  [{ fields: { flowId: 1 } }],
);

/** Every address that is bound. There are few: nobody tries a hundred drafts at once. */
export function findFlowAliases(): Promise<FlowAliasRecord[]> {
  return FlowAliases.find({}).sort({ _id: 1 }).lean<FlowAliasRecord[]>().exec();
}
