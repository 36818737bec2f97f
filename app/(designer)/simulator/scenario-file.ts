import type { JsonObject } from '@/runtime/flow/json';
import { jsonObjectSchema } from '@/runtime/flow/json';
import type { Simulation, SimulationInput } from '@/runtime/scenarios/simulation';

/**
 * What was tried, as a scenario file that ships with the flow: the same inputs, and as expectation what came of them.
 * @param name the sentence that says what is tried
 */
export function scenarioFile(
  simulation: Simulation,
  inputs: readonly SimulationInput[],
  name: string,
): JsonObject {
  const { setup, facts, state, sent, steps } = simulation;
  const ports = steps.flatMap(({ nodeId, port }) => (port === null ? [] : [`${nodeId}:${port}`]));
  const status = state?.status === 'running' ? undefined : state?.status;
  return jsonObjectSchema.parse({
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
    case 'clock':
      return { clock: new Date(input.to).toISOString() };
    case 'activity':
      return {
        activity: { ...(input.nodeId === undefined ? {} : { node: input.nodeId }), ...input.answer },
      };
    case 'agent':
      return { agent: input.does, ...(input.name === undefined ? {} : { name: input.name }) };
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
