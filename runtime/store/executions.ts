import { Schema } from 'mongoose';
import type { Command, ExecutionState, FlowEvent, TapeStep } from '@/runtime/flow/execution';
import type { Facts } from '@/runtime/flow/facts';
import { defineModel, nativeCollection } from './define-model';

/** Facts as the tape keeps them: the message's text is stored once, with the message. */
export type TapeFacts = Omit<Facts, 'message'> & { messageId: string | null };

/** One event that was consumed: what was known, what was decided, what was asked for. */
export interface TapeRecord {
  event: FlowEvent;
  facts: TapeFacts;
  environmentHash: string;
  steps: TapeStep[];
  commands: Command[];
  ignored?: string;
}

/** A command that is still to be carried out. Its idempotency key is `executionId:seq`. */
export interface OutboxEntry {
  seq: number;
  command: Command;
  attempts: number;
  /** Others may carry it out from then on. */
  leaseUntil: Date;
  lastError: string | null;
}

/** An execution was brought to another version of its flow while it waited, or began again there. */
export interface ExecutionMove {
  /** The order it was done for: no order moves an execution twice. */
  id: string;
  at: Date;
  kind: 'move' | 'restart';
  fromVersion: number;
  toVersion: number;
  /** Entries of the tape that were walked before. */
  afterEntries: number;
  /** The node of the outermost flow that it waited at; missing in records of before version 0.3. */
  nodeId?: string;
  /** Where it began again, the first number of its commands, and those that undid the waits of before: only with `restart`. */
  startNode?: string;
  nextSeq?: number;
  commands?: Command[];
}

/** One walk of one flow version for one ticket: state, tape, waiting events and outbox in ONE document. */
export interface ExecutionRecord {
  _id: string;
  ticketId: string;
  customerId: string;
  flowId: string;
  flowVersion: number;
  startNodeId: string;
  /** `null` until its first event has been consumed. */
  state: ExecutionState | null;
  status: ExecutionState['status'];
  /** Events in the order they came, not yet consumed. */
  pending: FlowEvent[];
  tape: TapeRecord[];
  outbox: OutboxEntry[];
  /** Grows with every commit; a commit names the revision it read. */
  revision: number;
  /** When a worker should look at it: now, when a lease ends, or (missing) never. */
  dueAt?: Date;
  owner: string | null;
  /** Token of the last commit: tells a worker whether it was his. */
  commit: string | null;
  /** Commands given up after too many failed attempts, for a person to look at. */
  abandoned: OutboxEntry[];
  /** Missing where it stayed on the version that it began with. */
  moves?: ExecutionMove[];
  /** Failed attempts of the engine itself since the last commit. */
  attempts: number;
  lastError: string | null;
  createdAt: Date;
  updatedAt: Date;
  endedAt: Date | null;
}

export const Executions = defineModel<ExecutionRecord>(
  'executions',
  {
    ticketId: { type: String, required: true },
    customerId: { type: String, required: true },
    flowId: { type: String, required: true },
    flowVersion: { type: Number, required: true },
    startNodeId: { type: String, required: true },
    state: { type: Schema.Types.Mixed, default: null },
    status: {
      type: String,
      enum: ['running', 'waiting', 'completed', 'failed', 'cancelled'],
      required: true,
    },
    pending: { type: [Schema.Types.Mixed], default: [] },
    tape: { type: [Schema.Types.Mixed], default: [] },
    outbox: { type: [Schema.Types.Mixed], default: [] },
    revision: { type: Number, required: true },
    dueAt: { type: Date },
    owner: { type: String, default: null },
    commit: { type: String, default: null },
    abandoned: { type: [Schema.Types.Mixed], default: [] },
    moves: { type: [Schema.Types.Mixed], default: undefined },
    attempts: { type: Number, default: 0 },
    lastError: { type: String, default: null },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
    endedAt: { type: Date, default: null },
  },
  [
    { fields: { dueAt: 1 }, partial: { dueAt: { $exists: true } } },
    { fields: { ticketId: 1, createdAt: -1 } },
    { fields: { flowId: 1, createdAt: -1 } },
    // What waits in a flow: for its publisher, and to be brought to another version.
    { fields: { flowId: 1, _id: 1 }, partial: { status: 'waiting' }, name: 'waitingOfFlow' },
    { fields: { endedAt: -1 }, partial: { status: 'failed' }, name: 'failed' },
  ],
);

export function findExecution(id: string): Promise<ExecutionRecord | null> {
  return Executions.findById(id).lean<ExecutionRecord>().exec();
}

/** Every walk for a ticket, oldest first, with tapes: its history. */
export function findExecutionsOfTicket(ticketId: string): Promise<ExecutionRecord[]> {
  return Executions.find({ ticketId }).sort({ createdAt: 1 }).lean<ExecutionRecord[]>().exec();
}

export function findExecutionsById(ids: string[]): Promise<ExecutionRecord[]> {
  return nativeCollection(Executions)
    .find({ _id: { $in: ids } })
    .toArray() as Promise<ExecutionRecord[]>;
}
