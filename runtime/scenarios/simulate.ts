import type { CompiledNode } from '@/runtime/flow/compile';
import { detectLanguage } from '@/runtime/flow/detect-language';
import type { Advance, Command, CommandOf, FlowEvent, FlowEventOf } from '@/runtime/flow/execution';
import type { Facts, MessageFacts } from '@/runtime/flow/facts';
import { sampleFacts } from '@/runtime/flow/sample-facts';
import { chooseStartByChannel } from '@/runtime/interpreter/choose-start-by-channel';
import { factsAfter } from '@/runtime/interpreter/facts-after';
import { noLibrary } from '@/runtime/interpreter/walk';
import type { ActivityAnswer, Simulation, SimulationInput } from './simulation';

/** More activities in a row than any flow asks in earnest; the interpreter's step budget ends the flow itself. */
const MAX_ANSWERS = 2_000;
const MAX_TIMERS = 2_000;

type FlowEventBody = FlowEvent extends infer Event
  ? Event extends FlowEvent
    ? Omit<Event, 'id' | 'at'>
    : never
  : never;

/**
 * Takes one input and lets the ticket walk as far as it comes, by the very interpreter that serves real messages. Nothing is sent,
 * stored or called: activities are answered by the setup's `answerActivity` or by an input.
 */
export async function simulate(simulation: Simulation, input: SimulationInput): Promise<Simulation> {
  switch (input.type) {
    case 'message':
      return answerOpen(await receive(simulation, input.message));
    case 'start':
      return answerOpen(await startAt(simulation, input.nodeId));
    case 'clock':
      return moveClock(simulation, input.to);
    case 'activity': {
      const open = simulation.openActivities.find(
        ({ nodeId }) => input.nodeId === undefined || nodeId === input.nodeId,
      );
      if (!open) return ignore(simulation, 'noActivity');
      return answerOpen(await answer(simulation, open, input.answer));
    }
    case 'agent':
      return answerOpen(await agentActs(simulation, input));
  }
}

/** Begins with a message whose facts are known whole (a recorded one), and goes on while nothing but time is waited for. */
export async function simulateFacts(simulation: Simulation, facts: Facts): Promise<Simulation> {
  let current = await answerOpen(
    await begin({ ...simulation, facts }, { type: 'messageReceived', messageId: facts.message?.id ?? '' }),
  );
  for (let fired = 0; fired < MAX_TIMERS && waitsForTimeAlone(current); fired++) {
    const due = nextDue(current, Number.POSITIVE_INFINITY);
    if (!due) break;
    current = await moveClock(current, due.at);
  }
  return current;
}

/** Until the ticket has a place: after that only agents and customers move it on. */
function waitsForTimeAlone({ state, openActivities }: Simulation): boolean {
  if (state === null || state.status !== 'waiting' || state.settled || openActivities.length > 0)
    return false;
  return state.waits.every((wait) => wait.for === 'timer');
}

async function receive(simulation: Simulation, message: Partial<MessageFacts>): Promise<Simulation> {
  const { state, clock } = simulation;
  const facts = factsWithMessage(simulation, message);
  const isLive = state !== null && (state.status === 'waiting' || state.status === 'running');
  const body: FlowEventBody = { type: 'messageReceived', messageId: facts.message?.id ?? '' };
  if (isLive) return deliver({ ...simulation, facts }, body);
  const isClosed = facts.ticket.state === 'closed';
  // A ticket that an agent or a queue has already only gets the message.
  if (state !== null && !isClosed) return ignore({ ...simulation, facts }, 'joined');
  const reopened: Facts = isClosed
    ? { ...facts, ticket: { ...facts.ticket, state: 'new', reopened: true, assignee: null } }
    : facts;
  return begin({ ...simulation, facts: reopened, clock }, body);
}

/** What the clock begins has no sender and no text; its message says when it was due. */
function startAt(simulation: Simulation, nodeId: string): Promise<Simulation> {
  const { flow } = simulation.setup;
  const start = flow.starts.find(({ id }) => id === nodeId);
  if (start?.definition?.startedBy !== 'schedule') return Promise.resolve(ignore(simulation, 'noStart'));
  const facts = factsWithMessage(simulation, {
    channelKind: 'schedule',
    channel: '',
    address: '',
    subject: flow.document.name,
    from: { name: flow.document.name, address: '' },
    to: [],
    messageId: null,
  });
  return begin(
    { ...simulation, facts },
    { type: 'messageReceived', messageId: facts.message?.id ?? '' },
    start,
  );
}

async function begin(
  simulation: Simulation,
  body: FlowEventBody,
  given: CompiledNode | null = null,
): Promise<Simulation> {
  const { setup, facts, executions } = simulation;
  const node = given ?? chooseStartByChannel(setup.flow, facts, setup.environment)?.node;
  if (!node) return ignore(simulation, 'noStart');
  const base = setup.executionId ?? 'simulation';
  const state = setup.interpreter.start(setup.flow, {
    executionId: executions === 0 ? base : `${base}-${executions + 1}`,
    ticketId: facts.ticket.id,
    startNode: node.id,
  });
  return deliver({ ...simulation, state, executions: executions + 1 }, body);
}

/** Hands an event to the interpreter and takes over what comes of it. */
async function deliver(simulation: Simulation, body: FlowEventBody): Promise<Simulation> {
  const { setup, state, facts, clock, eventCount } = simulation;
  if (state === null) return ignore(simulation, 'noExecution');
  const event: FlowEvent = { ...body, id: `event-${eventCount + 1}`, at: clock };
  const { flow, environment, library = noLibrary } = setup;
  const advance = await setup.interpreter.advance(flow, state, event, facts, environment, library);
  const { commands, trace, ignored } = advance;
  const entry = { event, facts, environmentHash: environment.hash, steps: trace, commands };
  return {
    ...simulation,
    ...effectsOf(simulation, event, advance),
    state: advance.state,
    eventCount: eventCount + 1,
    steps: [...simulation.steps, ...trace],
    tape: [...simulation.tape, ignored === undefined ? entry : { ...entry, ignored }],
    ignored: ignored === undefined ? simulation.ignored : [...simulation.ignored, ignored],
  };
}

function effectsOf(simulation: Simulation, event: FlowEvent, { commands, state }: Advance) {
  const { clock } = simulation;
  const fired = event.type === 'timerFired' ? event.seq : null;
  const cancelled = new Set(
    commands.flatMap((command) => (command.type === 'cancelTimer' ? [command.timerSeq] : [])),
  );
  const isOpen = (seq: number) => state.waits.some((wait) => wait.seq === seq);
  return {
    facts: commands.reduce<Facts>((facts, command) => factsAfter(facts, command, clock), simulation.facts),
    sent: [
      ...simulation.sent,
      ...ofType(commands, 'sendMessage').map((command) => ({ ...command, at: clock })),
    ],
    notes: [...simulation.notes, ...ofType(commands, 'addNote').map(({ text }) => text)],
    openActivities: [...simulation.openActivities, ...ofType(commands, 'callActivity')].filter(({ seq }) =>
      isOpen(seq),
    ),
    timers: [
      ...simulation.timers,
      ...ofType(commands, 'startTimer').map(({ seq, at }) => ({ seq, at })),
    ].filter(({ seq }) => seq !== fired && !cancelled.has(seq)),
  };
}

function ofType<Type extends Command['type']>(commands: readonly Command[], type: Type): CommandOf<Type>[] {
  return commands.filter((command): command is CommandOf<Type> => command.type === type);
}

/** Lets `answerActivity` answer what is open, and what comes after that. */
async function answerOpen(simulation: Simulation): Promise<Simulation> {
  let current = simulation;
  const leftOpen = new Set<number>();
  for (let answers = 0; answers < MAX_ANSWERS; answers++) {
    const { setup } = current;
    const open = current.openActivities.find(({ seq }) => !leftOpen.has(seq));
    if (!open || !setup.answerActivity) return current;
    const given = await setup.answerActivity(questionOf(current, open));
    if (given === null) leftOpen.add(open.seq);
    else current = await answer(current, open, given);
  }
  return current;
}

function questionOf(
  { setup, state, clock }: Simulation,
  { activity, input, nodeId, seq }: CommandOf<'callActivity'>,
) {
  const { flow, library = noLibrary } = setup;
  const walked =
    state && state.frames.length > 0 ? (library.byVersion(state.flowId, state.flowVersion) ?? flow) : flow;
  const config = walked.nodes.get(nodeId)?.config;
  return {
    activity,
    input,
    nodeId,
    config,
    flow: walked,
    now: clock,
    idempotencyKey: `${state?.executionId ?? ''}:${seq}`,
  };
}

function answer(
  simulation: Simulation,
  { seq }: CommandOf<'callActivity'>,
  given: ActivityAnswer,
): Promise<Simulation> {
  if ('result' in given) return deliver(simulation, { type: 'activityCompleted', seq, result: given.result });
  const { code, message, timeout = false } = given.error;
  return deliver(simulation, { type: 'activityFailed', seq, code, message, timeout });
}

async function moveClock(simulation: Simulation, to: number): Promise<Simulation> {
  let current = simulation;
  for (let fired = 0; fired < MAX_TIMERS; fired++) {
    const due = nextDue(current, to);
    if (!due) break;
    current = await answerOpen(
      await deliver({ ...current, clock: Math.max(current.clock, due.at) }, due.body),
    );
  }
  return { ...current, clock: Math.max(current.clock, to) };
}

/** The first timer or the first time limit of an activity up to an instant. */
function nextDue({ timers, state }: Simulation, to: number): { at: number; body: FlowEventBody } | null {
  const due: { at: number; body: FlowEventBody }[] = timers.map(({ seq, at }) => ({
    at,
    body: { type: 'timerFired', seq },
  }));
  for (const { for: awaited, deadline, seq } of state?.waits ?? []) {
    if (awaited !== 'activity' || deadline === null) continue;
    const body: FlowEventBody = {
      type: 'activityFailed',
      seq,
      code: 'timeout',
      message: 'No answer in time.',
      timeout: true,
    };
    due.push({ at: deadline, body });
  }
  due.sort((left, right) => left.at - right.at);
  const [first] = due;
  return first && first.at <= to ? first : null;
}

async function agentActs(
  simulation: Simulation,
  { does, name = 'agent', queue }: Extract<SimulationInput, { type: 'agent' }>,
): Promise<Simulation> {
  const { facts, state } = simulation;
  const ticketNow = (changes: Partial<Facts['ticket']>): Simulation => ({
    ...simulation,
    facts: { ...facts, ticket: { ...facts.ticket, ...changes } },
  });
  if (does === 'take') return ticketNow({ assignee: name, state: 'open' });
  const { changes, reason } = HANDOFFS[does](queue ?? facts.ticket.queue, simulation.clock);
  const left = ticketNow(changes);
  if (state === null || state.status !== 'waiting') return left;
  return deliver(left, { type: 'handoffEnded', reason, by: name });
}

type Handoff = { changes: Partial<Facts['ticket']>; reason: FlowEventOf<'handoffEnded'>['reason'] };

/** What an agent's leaving does to the ticket. */
const HANDOFFS: Record<'close' | 'return' | 'transfer', (queue: string | null, at: number) => Handoff> = {
  close: () => ({ changes: { state: 'closed', queue: null, queuedAt: null }, reason: 'closed' }),
  return: () => ({ changes: { assignee: null }, reason: 'returned' }),
  transfer: (queue, at) => ({ changes: { assignee: null, queue, queuedAt: at }, reason: 'transferred' }),
};

function factsWithMessage({ facts, clock, eventCount }: Simulation, message: Partial<MessageFacts>): Facts {
  const { ticket, customer } = facts;
  // As the channels do it: what is not said is recognised.
  const language = message.language === undefined ? detectLanguage(message.text ?? '') : message.language;
  const sample = sampleFacts(
    { message: { id: `message-${eventCount + 1}`, arrivedAt: clock, ...message, language } },
    clock,
  );
  const received = sample.message;
  return {
    message: received,
    ticket: {
      ...ticket,
      subject: ticket.subject === '' ? (received?.subject ?? '') : ticket.subject,
      language: ticket.language ?? received?.language ?? null,
      messageCount: ticket.messageCount + 1,
    },
    customer: {
      ...customer,
      name: customer.name === '' ? (received?.from.name ?? '') : customer.name,
      address: customer.address === '' ? (received?.from.address ?? '') : customer.address,
      language: customer.language ?? received?.language ?? null,
    },
  };
}

function ignore(simulation: Simulation, reason: string): Simulation {
  return { ...simulation, ignored: [...simulation.ignored, reason] };
}
