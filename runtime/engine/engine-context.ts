import type { ActivityClients, ActivityDefinition } from '@/runtime/flow/activity';
import type { NodeRegistry } from '@/runtime/flow/node-definition';
import type { Interpreter } from '@/runtime/interpreter/interpreter';
import type { Log } from '@/runtime/log';
import type { EnvironmentSource } from './environment-source';
import type { FlowShelf } from './flow-shelf';

export type EngineLog = Log;

export interface EngineLimits {
  /** How long a claimed ledger line or execution belongs to this process, milliseconds. */
  leaseMs: number;
  /** Attempts of the engine itself (not of an activity) before a line is quarantined or an execution fails. */
  maxAttempts: number;
  /** Messages and executions handled by one set of database commands. */
  batchSize: number;
  /** Activities of this process at the same time. */
  maxActivities: number;
  /** How long the first walk of a new execution may hold its batch up, and each of its activities, milliseconds; 0: it is stored first. */
  firstWalkMs: number;
}

export const defaultLimits: EngineLimits = {
  leaseMs: 30_000,
  maxAttempts: 5,
  batchSize: 100,
  maxActivities: 32,
  firstWalkMs: 50,
};

/** Which call of an activity it is. */
export interface ActivityIdentity {
  executionId: string;
  ticketId: string;
  /** `executionId:seq` */
  idempotencyKey: string;
}

/** What every part of the engine works with. Made once by `createEngine`. */
export interface EngineContext {
  /** Milliseconds since the epoch. */
  now(): number;
  /** This process, in leases. */
  owner: string;
  limits: EngineLimits;
  registry: NodeRegistry;
  activities: ReadonlyMap<string, ActivityDefinition>;
  /** Makes the narrow doors for one call of an activity. */
  clientsFor(call: ActivityIdentity): Promise<ActivityClients>;
  /** Reads the settings that those doors need, where they are not remembered. */
  prepareActivities(): Promise<void>;
  interpreter: Interpreter;
  flows: FlowShelf;
  environments: EnvironmentSource;
  log: EngineLog;
  /** Called between every two durable steps. Tests stop an engine here for ever, as if its process had died. */
  reached(point: string): Promise<void>;
  /** Tells the loops of this process that there is work: `admit`, `advance`, `timers` or `outgoing`. */
  nudge(what: 'admit' | 'advance' | 'timers' | 'outgoing'): void;
}
