import type { Json, JsonObject } from '@/runtime/flow/json';
import { jsonObjectSchema } from '@/runtime/flow/json';
import { type Replacement, replacePersonalData } from '@/runtime/scenarios/replace-personal-data';
import type { Simulation, SimulationInput } from '@/runtime/scenarios/simulation';

/**
 * What was tried, as a scenario file that ships with the flow: the same inputs, and as expectation what came of them.
 * @param name the sentence that says what is tried
 * @param replacePeople puts invented people in the place of real ones, in messages and in answers
 */
export function scenarioFile(
  simulation: Simulation,
  inputs: readonly SimulationInput[],
  name: string,
  { replacePeople = false }: { replacePeople?: boolean } = {},
): JsonObject {
  const { setup, facts, state, sent, steps } = simulation;
  const ports = steps.flatMap(({ nodeId, port }) => (port === null ? [] : [`${nodeId}:${port}`]));
  const status = state?.status === 'running' ? undefined : state?.status;
  const file = jsonObjectSchema.parse({
    name,
    at: new Date(setup.at).toISOString(),
    activities: answersGiven(simulation, inputs),
    events: inputs.map(eventOf),
    expect: {
      queue: facts.ticket.queue,
      closed: facts.ticket.state === 'closed',
      ...(status === undefined ? {} : { status }),
      replies: sent.length,
      portsTaken: [...new Set(ports)],
    },
  });
  return replacePeople
    ? jsonObjectSchema.parse(withoutPeople(file, replacementFor(simulation, inputs)))
    : file;
}

function replacementFor({ setup }: Simulation, inputs: readonly SimulationInput[]): Replacement {
  const parties = inputs.flatMap((input) =>
    input.type === 'message' ? [input.message.from ?? [], input.message.cc ?? []].flat() : [],
  );
  const own = Object.values(setup.environment.mailboxes).map(({ address }) => address);
  return replacePersonalData(parties, own);
}

/** Keys that hold words of the flow and of the calendar: people are in none of them. */
const UNTOUCHED = new Set(['at', 'clock', 'agent', 'node', 'expect', 'language', 'channel', 'type']);

function withoutPeople(value: Json, replacement: Replacement): Json {
  if (typeof value === 'string') return replacement.text(value);
  if (Array.isArray(value)) return value.map((item) => withoutPeople(item, replacement));
  if (typeof value !== 'object' || value === null) return value;
  const { name, address } = value;
  if (typeof name === 'string' && typeof address === 'string')
    return { ...replacement.party({ name, address }) };
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      UNTOUCHED.has(key) ? item : withoutPeople(item, replacement),
    ]),
  );
}

function eventOf(input: SimulationInput): JsonObject {
  switch (input.type) {
    case 'message': {
      const {
        id: _id,
        messageId: _messageId,
        arrivedAt: _at,
        sentAt: _sent,
        references: _references,
        ...said
      } = input.message;
      return { message: jsonObjectSchema.parse(JSON.parse(JSON.stringify(said))) };
    }
    case 'start':
      return { start: input.nodeId };
    case 'clock':
      return { clock: new Date(input.to).toISOString() };
    case 'activity':
      return {
        activity: { ...(input.nodeId === undefined ? {} : { node: input.nodeId }), ...input.answer },
      };
    case 'agent':
      return {
        agent: input.does,
        ...(input.name === undefined ? {} : { name: input.name }),
        ...(input.queue === undefined ? {} : { queue: input.queue }),
      };
  }
}

/** Answers that came by themselves: a scenario must not depend on what a classifier learns tomorrow. */
function answersGiven({ tape }: Simulation, inputs: readonly SimulationInput[]): JsonObject {
  const byHand = new Set(inputs.flatMap((input) => (input.type === 'activity' ? [input.nodeId] : [])));
  const nodeOf = new Map(
    tape.flatMap((entry) =>
      entry.commands.flatMap((command) =>
        command.type === 'callActivity' ? [[command.seq, command.nodeId] as const] : [],
      ),
    ),
  );
  return Object.fromEntries(
    tape.flatMap(({ event }) => {
      const nodeId = event.type === 'activityCompleted' ? nodeOf.get(event.seq) : undefined;
      return nodeId === undefined || byHand.has(nodeId) || event.type !== 'activityCompleted'
        ? []
        : [[nodeId, { result: event.result }]];
    }),
  );
}
