import { type CompiledFlow, compileFlow } from '@/runtime/flow/compile';
import type { Advance, ExecutionState, FlowEvent } from '@/runtime/flow/execution';
import type { Expressions } from '@/runtime/flow/expressions';
import type { Environment, Facts } from '@/runtime/flow/facts';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import type { JsonObject } from '@/runtime/flow/json';
import type { NodeRegistry } from '@/runtime/flow/node-definition';
import { admitEvent } from './admit-event';
import { followOutcome } from './follow-outcome';
import { startState } from './start-state';
import { visitNext } from './visit-next';
import { beginWalk, type FlowLibrary, finishWalk, noLibrary, type Walk } from './walk';

export interface StartInput {
  executionId: string;
  ticketId: string;
  /** The start node that took the message: see `chooseStart`. */
  startNode: string;
  /** Values for variables of the flow, beyond their initial ones. */
  variables?: JsonObject;
}

export interface Interpreter {
  compile(document: FlowDocument, version: number): CompiledFlow;
  /**
   * A new execution, standing before its start node; nothing is walked yet. Give the state to `advance` with the
   * `messageReceived` event that began it: both may be done in one go before anything is stored.
   */
  start(flow: CompiledFlow, input: StartInput): ExecutionState;
  /**
   * Takes one event and walks on until the execution waits or ends. Pure: the state given stays as it was, the same
   * arguments always give the same result, and the only clock is the event's own. Answers at once; a promise comes back
   * only where a node answers with one (an expression in JSONata).
   *
   * An event that nothing waits for is ignored with a reason (`duplicate`, `ended`, `noWait`) and leaves the state as it was.
   * Commands that change the ticket must be in its facts when the next event is taken.
   * @param flow the flow version the execution was started with, also while a sub-flow is walked.
   * @param library where called flows are found; flows that call none do without.
   */
  advance(
    flow: CompiledFlow,
    state: ExecutionState,
    event: FlowEvent,
    facts: Facts,
    environment: Environment,
    library?: FlowLibrary,
  ): Advance | Promise<Advance>;
}

/** The interpreter: (flow, state, event) -> (state, commands, trace). It knows no I/O, no clock and no chance of its own. */
export function createInterpreter(
  registry: NodeRegistry,
  { expressions }: { expressions: Expressions },
): Interpreter {
  function advance(
    flow: CompiledFlow,
    state: ExecutionState,
    event: FlowEvent,
    facts: Facts,
    environment: Environment,
    library: FlowLibrary = noLibrary,
  ): Advance | Promise<Advance> {
    const walk = beginWalk(flow, state, event, facts, environment, library);
    const ignored = admitEvent(walk);
    if (ignored !== null) return { state, commands: [], trace: [], ignored };
    return proceed(walk, expressions);
  }

  return {
    compile: (document, version) => compileFlow(document, registry, version),
    start: startState,
    advance,
  };
}

/** The loop. It leaves the synchronous way only for a node that answers with a promise. */
function proceed(walk: Walk, expressions: Expressions): Advance | Promise<Advance> {
  while (walk.next !== null) {
    const outcome = visitNext(walk, expressions);
    if (outcome instanceof Promise) {
      return outcome.then((settled) => {
        followOutcome(walk, settled);
        return proceed(walk, expressions);
      });
    }
    followOutcome(walk, outcome);
  }
  return finishWalk(walk);
}
