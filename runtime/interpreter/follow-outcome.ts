import type { CompiledNode } from '@/runtime/flow/compile';
import type { Because, TapeStep, Wait } from '@/runtime/flow/execution';
import type { Outcome, WaitRequest } from '@/runtime/flow/node-definition';
import { detour, enterFallback, type Failure } from './detour';
import { findInvalidAnswersHandler, takeHandler } from './handlers';
import { enterCall, returnToCaller } from './sub-flows';
import { hasPlace, issueCommand, type Visit, type Walk } from './walk';

/** Does what a node answered: writes the tape, issues its commands, and sets where the walk goes on. */
export function followOutcome(walk: Walk, outcome: Outcome): void {
  const visit = walk.next;
  if (visit === null) throw new Error('There is no node whose outcome could be followed.');
  const { node } = visit;
  const step = recordStep(walk, node, outcome);
  walk.trace.push(step);
  walk.next = null;
  const firstCommand = walk.commands.length;
  keep(walk, node, outcome);
  if (outcome.kind === 'wait' && outcome.invalidAnswer && isRefusedOnceTooOften(walk)) return;
  for (const command of outcome.commands ?? []) issueCommand(walk, node.id, command);
  take(walk, visit, outcome, step);
  for (let index = firstCommand; index < walk.commands.length; index++) {
    const command = walk.commands[index];
    if (command) step.commands.push(command.seq);
  }
}

function take(walk: Walk, { node }: Visit, outcome: Outcome, step: TapeStep): void {
  switch (outcome.kind) {
    case 'go':
      takePort(walk, node, outcome.port, step);
      return;
    case 'wait':
      openWaits(walk, node, outcome.waits);
      return;
    case 'end':
      endPath(walk, node, step);
      return;
    case 'fail':
      failNode(walk, node, { code: outcome.code, message: outcome.message }, step);
      return;
    case 'jump': {
      const target = walk.flow.nodes.get(outcome.nodeId);
      if (target) {
        walk.next = { node: target, resumed: false, answered: [] };
        if (step.because) step.because = named(step.because, 'node', target.title ?? target.id);
      } else
        failNode(
          walk,
          node,
          { code: 'targetMissing', message: `There is no node "${outcome.nodeId}".` },
          step,
        );
      return;
    }
    case 'call': {
      const refused = enterCall(walk, node, outcome.flow, outcome.input);
      if (refused) failNode(walk, node, refused, step);
      else if (step.because) step.because = named(step.because, 'name', walk.flow.document.name);
      return;
    }
  }
}

/** What a node leads to has a name that it does not know itself. */
function named(because: Because, value: string, name: string): Because {
  return { ...because, values: { ...because.values, [value]: name } };
}

function takePort(walk: Walk, node: CompiledNode, portId: string, step: TapeStep): void {
  const port = node.ports.get(portId);
  if (!port) {
    failNode(walk, node, { code: 'unknownPort', message: `The node has no port "${portId}".` }, step);
    return;
  }
  walk.state.invalidAnswers = 0;
  if (port.target) {
    walk.next = { node: port.target, resumed: false, answered: [] };
    return;
  }
  if (port.kind === 'exit') {
    endPath(walk, node, step);
    return;
  }
  // Unsure, timeout and error may stay unconnected. Where the ticket has its place nothing is missing (nobody answered a question
  // about a closed ticket); otherwise it counts as a failure of the node.
  if (port.kind === 'timeout' && hasPlace(walk.facts)) {
    endPath(walk, node, step);
    return;
  }
  const failure = { code: port.id, message: `The port "${port.id}" leads nowhere.` };
  const way = detour(walk, node, failure);
  if (way.by) step.detour = way.by;
}

function endPath(walk: Walk, node: CompiledNode, step: TapeStep): void {
  const caller = returnToCaller(walk);
  if (caller) {
    walk.state.nodeState = { ...walk.state.nodeState, [caller.node.id]: caller.outputs };
    walk.next = { node: caller.node, resumed: true, answered: [] };
    return;
  }
  if (walk.state.settled) {
    walk.state.status = 'completed';
    return;
  }
  const failure = { code: 'noPlace', message: 'The path ended without queue, close or reply.' };
  step.detour = 'fallback';
  step.failure = failure;
  enterFallback(walk, node.id, failure);
}

function failNode(walk: Walk, node: CompiledNode, failure: Failure, step: TapeStep): void {
  step.outcome = 'fail';
  step.failure = failure;
  const way = detour(walk, node, failure);
  step.port = way.port;
  if (way.by) step.detour = way.by;
}

/** Counts an answer that was refused; the flow's handler takes over instead of asking once more. */
function isRefusedOnceTooOften(walk: Walk): boolean {
  walk.state.invalidAnswers += 1;
  const handler = findInvalidAnswersHandler(walk);
  if (handler === null) return false;
  takeHandler(walk, handler);
  return true;
}

function openWaits(walk: Walk, node: CompiledNode, requests: readonly WaitRequest[]): void {
  // A question is no place: if nobody answers it, the ticket still needs one.
  if (requests.some((request) => request.for === 'message')) walk.state.settled = hasPlace(walk.facts);
  walk.state.waits = requests.map((request) => openWait(walk, node, request));
  walk.state.status = 'waiting';
}

function openWait(walk: Walk, node: CompiledNode, request: WaitRequest): Wait {
  const nodeId = node.id;
  switch (request.for) {
    case 'activity': {
      const { activity, input, timeoutMs } = request;
      const seq = issueCommand(walk, nodeId, { type: 'callActivity', activity, input, timeoutMs });
      return { seq, nodeId, for: 'activity', deadline: walk.event.at + timeoutMs };
    }
    case 'timer': {
      const seq = issueCommand(walk, nodeId, { type: 'startTimer', at: request.at });
      return { seq, nodeId, for: 'timer', deadline: request.at };
    }
    case 'message':
    case 'handoff': {
      const { deadline } = request;
      if (deadline === undefined)
        return { seq: walk.state.nextSeq++, nodeId, for: request.for, deadline: null };
      const seq = issueCommand(walk, nodeId, { type: 'startTimer', at: deadline });
      return { seq, nodeId, for: request.for, deadline };
    }
  }
}

function keep(walk: Walk, node: CompiledNode, outcome: Outcome): void {
  const { state } = walk;
  if (outcome.set) state.variables = { ...state.variables, ...outcome.set };
  if (outcome.remember !== undefined) state.nodeState = { ...state.nodeState, [node.id]: outcome.remember };
}

const OUTCOMES = { go: 'port', jump: 'port', call: 'port', wait: 'wait', end: 'end', fail: 'fail' } as const;

function recordStep(walk: Walk, node: CompiledNode, outcome: Outcome): TapeStep {
  const step: TapeStep = {
    event: walk.event.id,
    at: walk.event.at,
    flowId: walk.state.flowId,
    flowVersion: walk.state.flowVersion,
    nodeId: node.id,
    nodeType: node.type,
    outcome: OUTCOMES[outcome.kind],
    port: outcome.kind === 'go' ? outcome.port : null,
    because: outcome.because ?? null,
    commands: [],
  };
  if (outcome.read) step.read = outcome.read;
  return step;
}
