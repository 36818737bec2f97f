import { Schema } from 'mongoose';
import { defineModel } from './define-model';

/** What becomes of executions that wait at a node when another version of their flow is published. */
export type MoveChoice = 'stay' | 'move' | 'restart';

/** The order to bring waiting executions of a flow to a new version, and how far that has got. */
export interface FlowMoveRecord {
  /** `flowId:version` */
  _id: string;
  flowId: string;
  toVersion: number;
  /** By node of the flow; what is not named stays. */
  choices: { node: string; choice: MoveChoice }[];
  state: 'waiting' | 'running' | 'done';
  /** Executions that waited when it began. */
  total: number;
  moved: number;
  restarted: number;
  stayed: number;
  /** Executions up to this id have been looked at; `null` before the first. */
  cursor: string | null;
  /** Those that are being looked at: after a crash exactly these are looked at again. */
  batch: string[];
  /** Those that were at work: they are looked at again, at most so many times. */
  again: string[];
  rounds: number;
  owner: string | null;
  leaseUntil: Date;
  startedAt: Date;
  finishedAt: Date | null;
  by: string | null;
}

const count = { type: Number, default: 0 };

export const FlowMoves = defineModel<FlowMoveRecord>(
  'flowMoves',
  {
    flowId: { type: String, required: true },
    toVersion: { type: Number, required: true },
    choices: { type: [Schema.Types.Mixed], required: true },
    state: { type: String, enum: ['waiting', 'running', 'done'], required: true },
    total: count,
    moved: count,
    restarted: count,
    stayed: count,
    cursor: { type: String, default: null },
    batch: { type: [String], default: [] },
    again: { type: [String], default: [] },
    rounds: count,
    owner: { type: String, default: null },
    leaseUntil: { type: Date, required: true },
    startedAt: { type: Date, required: true },
    finishedAt: { type: Date, default: null },
    by: { type: String, default: null },
  },
  [{ fields: { flowId: 1, startedAt: -1 } }, { fields: { state: 1, leaseUntil: 1 } }],
);
