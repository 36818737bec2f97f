import { DateTime } from 'luxon';
import type { FlowEvent, FlowEventOf, TapeEntry } from '@/runtime/flow/execution';
import type { Environment, MessageFacts } from '@/runtime/flow/facts';
import type { Json } from '@/runtime/flow/json';
import { type Replacement, replacePersonalData } from './replace-personal-data';
import { type Scenario, type ScenarioEvent, scenarioSchema } from './scenario';
import type { Simulation } from './simulation';

export interface RecordingOptions {
  name: string;
  environment: Environment;
  /** The flow's file name beside which the scenario will lie. */
  flowFile?: string;
  /** What people are replaced by, the same in several recordings that belong together. */
  replacement?: Replacement;
}

/**
 * Makes a scenario of a real ticket's tape: its messages with personal data replaced, the clock, what activities answered, and what agents
 * did. It expects nothing yet: `expectWhatHappened` adds that from a walk.
 */
export function recordScenario(tape: readonly TapeEntry[], options: RecordingOptions): Scenario {
  const { environment } = options;
  const { timeZone } = environment.installation;
  const replacement = options.replacement ?? replacePeopleOf(tape, environment);
  const begun = tape[0]?.event.at ?? 0;
  const local = (at: number) =>
    DateTime.fromMillis(at, { zone: timeZone }).toISO({ suppressMilliseconds: false }) ?? '';
  const events: ScenarioEvent[] = [];
  let clock = begun;
  for (const entry of tape) {
    const { event } = entry;
    if (event.at > clock) events.push({ clock: local(event.at) });
    clock = Math.max(clock, event.at);
    const recorded = recordEvent(event, entry, tape, replacement);
    if (recorded) events.push(recorded);
  }
  return scenarioSchema.parse({
    name: options.name,
    ...(options.flowFile === undefined ? {} : { flow: options.flowFile }),
    at: local(begun),
    environment: {
      installation: environment.installation,
      calendars: environment.calendars,
      holidays: environment.holidays,
      queues: environment.queues,
      mailboxes: environment.mailboxes,
      ...(environment.chats ? { chats: environment.chats } : {}),
    },
    events,
  });
}

/** What the people of a tape are replaced by; addresses of the installation stay. */
export function replacePeopleOf(tape: readonly TapeEntry[], environment: Environment): Replacement {
  const parties = tape.flatMap(({ facts }) =>
    facts.message ? [facts.message.from, ...facts.message.cc] : [],
  );
  const own = Object.values(environment.mailboxes).map(({ address }) => address);
  return replacePersonalData(parties, own);
}

/** The scenario with what a walk of it did as what is expected: where the ticket went, by which ports, with how many replies. */
export function expectWhatHappened(scenario: Scenario, { facts, state, steps, sent }: Simulation): Scenario {
  const { ticket } = facts;
  const isClosed = ticket.state === 'closed';
  const replies = sent.filter(({ to, purpose }) => to === null && purpose !== 'notification').length;
  const status = state?.status === 'running' ? undefined : state?.status;
  const portsTaken = [
    ...new Set(steps.flatMap(({ nodeId, port }) => (port === null ? [] : [`${nodeId}:${port}`]))),
  ];
  return scenarioSchema.parse({
    ...scenario,
    expect: {
      queue: isClosed ? null : ticket.queue,
      closed: isClosed,
      replies,
      portsTaken,
      ...(status ? { status } : {}),
    },
  });
}

function recordEvent(
  event: FlowEvent,
  entry: TapeEntry,
  tape: readonly TapeEntry[],
  replacement: Replacement,
): ScenarioEvent | null {
  switch (event.type) {
    case 'messageReceived':
      if (entry.facts.message?.channelKind === 'schedule') {
        const start = entry.steps[0]?.nodeId;
        return start === undefined ? null : { start };
      }
      return entry.facts.message ? { message: recordMessage(entry.facts.message, replacement) } : null;
    case 'activityCompleted':
      return { activity: { ...nodeOf(event.seq, tape), result: replaceIn(event.result, replacement) } };
    case 'activityFailed': {
      // What timed out does so again by the clock.
      if (event.timeout) return null;
      return {
        activity: {
          ...nodeOf(event.seq, tape),
          error: { code: event.code, message: replacement.text(event.message) },
        },
      };
    }
    case 'handoffEnded':
      return handoff(event.reason, entry.facts.ticket.queue);
    // Timers fire by the clock; a cancelled execution has nothing more to expect.
    case 'timerFired':
    case 'cancelled':
      return null;
  }
}

function handoff(reason: FlowEventOf<'handoffEnded'>['reason'], queue: string | null): ScenarioEvent {
  if (reason === 'transferred') return { agent: 'transfer', ...(queue === null ? {} : { queue }) };
  return { agent: reason === 'closed' ? 'close' : 'return' };
}

function nodeOf(seq: number, tape: readonly TapeEntry[]): { node?: string } {
  const asked = tape.flatMap(({ commands }) => commands).find((command) => command.seq === seq);
  return asked ? { node: asked.nodeId } : {};
}

function recordMessage(
  message: MessageFacts,
  replacement: Replacement,
): Extract<ScenarioEvent, { message: unknown }>['message'] {
  const { channel, channelKind, address, language, automatic, automaticReason, bounce, choice, attachments } =
    message;
  return {
    from: replacement.party(message.from),
    to: message.to.map(replacement.party),
    cc: message.cc.map(replacement.party),
    subject: replacement.text(message.subject),
    text: replacement.text(message.text),
    attachments: attachments.map(({ type, size }, index) => ({
      name: `attachment-${index + 1}${endingOf(attachments[index]?.name)}`,
      type,
      size,
    })),
    channel,
    channelKind,
    address,
    language,
    automatic,
    automaticReason,
    bounce,
    choice: replaceIn(choice, replacement),
    ...(message.data === undefined ? {} : { data: replaceIn(message.data, replacement) }),
  };
}

/** What an activity found in a message tells of the person as well: every text in its answer is replaced alike. */
function replaceIn(value: Json, replacement: Replacement): Json {
  if (typeof value === 'string') return replacement.text(value);
  if (Array.isArray(value)) return value.map((item) => replaceIn(item, replacement));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replaceIn(item, replacement)]));
}

function endingOf(name = ''): string {
  return /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? '';
}
