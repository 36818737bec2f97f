import type { CompiledFlow, CompiledNode } from '@/runtime/flow/compile';
import type {
  Advance,
  Command,
  ExecutionState,
  FlowEvent,
  NodeCommand,
  TapeStep,
  Wait,
} from '@/runtime/flow/execution';
import type { Environment, Facts } from '@/runtime/flow/facts';
import { factsAfter } from './facts-after';

/** Where the flows that a flow calls are found. The engine loads them before it advances. */
export interface FlowLibrary {
  /** The version to call by a flow's slot name today. */
  bySlot(slot: string): CompiledFlow | null;
  /** The version that an execution is in the middle of. */
  byVersion(flowId: string, version: number): CompiledFlow | null;
}

export const noLibrary: FlowLibrary = { bySlot: () => null, byVersion: () => null };

export interface Visit {
  node: CompiledNode;
  /** Whether the node is taken up again rather than entered. */
  resumed: boolean;
  /** Waits that the event answers. */
  answered: readonly Wait[];
}

/** The working copy of one `advance`: thrown away when it is done. */
export interface Walk {
  readonly root: CompiledFlow;
  readonly library: FlowLibrary;
  readonly event: FlowEvent;
  readonly environment: Environment;
  /** The flow walked now: a called one while `state.frames` is not empty. */
  flow: CompiledFlow;
  /** The facts as the commands of this walk have changed them. */
  facts: Facts;
  state: ExecutionState;
  next: Visit | null;
  commands: Command[];
  trace: TapeStep[];
  /** Visits caused by this event. */
  steps: number;
  /** Whether the step budget is spent: nothing but the fallback queue is left. */
  spent: boolean;
}

export function beginWalk(
  root: CompiledFlow,
  state: ExecutionState,
  event: FlowEvent,
  facts: Facts,
  environment: Environment,
  library: FlowLibrary,
): Walk {
  return {
    root,
    library,
    event,
    environment,
    flow: root,
    facts,
    // Everything below is replaced, never written to: a shallow copy keeps the state given as it was.
    state: { ...state },
    next: null,
    commands: [],
    trace: [],
    steps: 0,
    spent: false,
  };
}

export function finishWalk(walk: Walk): Advance {
  return { state: walk.state, commands: walk.commands, trace: walk.trace };
}

/** Numbers a command, and lets facts and state know of it. Gives its number. */
export function issueCommand(walk: Walk, nodeId: string, command: NodeCommand): number {
  const seq = walk.state.nextSeq++;
  walk.commands.push({ ...command, seq, nodeId });
  walk.facts = factsAfter(walk.facts, command, walk.event.at);
  if (givesPlace(command)) walk.state.settled = true;
  return seq;
}

/** Ends every open wait; timers that have not fired are cancelled. */
export function closeWaits(walk: Walk, nodeId: string): void {
  const { waits } = walk.state;
  if (waits.length === 0) return;
  const fired = walk.event.type === 'timerFired' ? walk.event.seq : null;
  walk.state.waits = [];
  for (const wait of waits) {
    if (wait.deadline !== null && wait.for !== 'activity' && wait.seq !== fired) {
      issueCommand(walk, nodeId, { type: 'cancelTimer', timerSeq: wait.seq });
    }
  }
}

/** Whether a ticket has its place as it is: it is closed, or stands in a queue or with an agent. `new` has none yet. */
export function hasPlace({ ticket }: Facts): boolean {
  if (ticket.state === 'closed') return !ticket.reopened;
  return ticket.state !== 'new' && (ticket.queue !== null || ticket.assignee !== null);
}

/** Whether a ticket has its place after a command: somebody sees it, or it has been answered. */
function givesPlace(command: NodeCommand): boolean {
  switch (command.type) {
    case 'enqueueTicket':
    case 'closeTicket':
    case 'mergeTicket':
      return true;
    case 'assignTicket':
      return command.agent !== null || command.team !== null;
    case 'sendMessage':
      return command.to === null && command.purpose !== 'notification';
    default:
      return false;
  }
}
