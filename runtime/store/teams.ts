import { Schema } from 'mongoose';
import type { Localized } from '@/runtime/flow/flow-document';
import { defineModel } from './define-model';

export interface TeamRecord {
  _id: string;
  slot: string;
  name: Localized;
  /** Agents, by account id. */
  memberIds: string[];
  createdAt: Date;
}

export const Teams = defineModel<TeamRecord>(
  'teams',
  {
    slot: { type: String, required: true },
    name: { type: Schema.Types.Mixed, required: true },
    memberIds: { type: [String], default: [] },
    createdAt: { type: Date, required: true },
  },
  [{ fields: { slot: 1 }, unique: true }, { fields: { memberIds: 1 } }],
);

export function findTeams(): Promise<TeamRecord[]> {
  return Teams.find({}).sort({ createdAt: 1 }).lean<TeamRecord[]>().exec();
}
