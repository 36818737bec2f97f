import type { CompiledFlow } from '@/runtime/flow/compile';
import { translatorOf } from '@/runtime/flow/node-translate';
import german from './expectation-texts.de.json';
import english from './expectation-texts.en.json';
import { isDeepEqual } from './is-deep-equal';
import type { Expectation } from './scenario';
import type { Simulation } from './simulation';

export type Say = ReturnType<typeof expectationWords>;

/** The words for what is not as expected, in the reader's language; English where there are none in it. */
export function expectationWords(language: string) {
  return language.startsWith('de') ? translatorOf(german, 'de') : translatorOf(english, 'en');
}

/** What is not as expected, each as a sentence by `say`. */
export function checkExpectation(expected: Expectation, simulation: Simulation, say: Say): string[] {
  const { facts, state, notes, setup } = simulation;
  const { ticket, customer } = facts;
  const failures: string[] = [];
  const differs = (what: string, wanted: unknown, actual: unknown) =>
    failures.push(say('differs', { what, expected: show(wanted, say), actual: show(actual, say) }));
  const equal = (what: string, wanted: unknown, actual: unknown) => {
    if (wanted !== undefined && !isDeepEqual(wanted, actual)) differs(what, wanted, actual);
  };
  const queue = ticket.state === 'closed' ? null : ticket.queue;
  if (expected.queue !== undefined && expected.queue !== queue) {
    const { queues } = setup.environment;
    const named = (slot: string | null) => slot && (queues[slot]?.name ?? slot);
    differs(say('queue'), named(expected.queue), named(queue));
  }
  equal(say('closed'), expected.closed, ticket.state === 'closed');
  equal(say('status'), expected.status, state?.status);
  equal(say('priority'), expected.priority, ticket.priority);
  equal(say('assignee'), expected.assignee, ticket.assignee);
  for (const [name, value] of Object.entries(expected.fields ?? {}))
    equal(say('field', { name }), value, ticket.fields[name]);
  for (const [name, value] of Object.entries(expected.customerFields ?? {}))
    equal(say('customerField', { name }), value, customer.fields[name]);
  for (const [name, value] of Object.entries(expected.variables ?? {}))
    equal(say('variable', { name }), value, state?.variables[name]);
  if (expected.tags) equal(say('tags'), [...expected.tags].sort(), [...ticket.tags].sort());
  failures.push(...checkReplies(expected, simulation, say), ...checkPath(expected, simulation, say));
  const { noteContains } = expected;
  if (noteContains !== undefined && !notes.some((note) => note.includes(noteContains))) {
    failures.push(say('noNote', { part: show(noteContains, say) }));
  }
  return failures;
}

/** Nodes and ports, as expectations name them, that some flows have. */
export function namesIn(flows: readonly CompiledFlow[]): ReadonlySet<string> {
  const nodes = flows.flatMap((flow) => [...flow.nodes.values()]);
  return new Set(nodes.flatMap(({ id, ports }) => [id, ...[...ports.keys()].map((port) => `${id}:${port}`)]));
}

/** What must not be taken and is not there at all: a slip of the pen, and an expectation that would always hold. */
export function unknownNames(
  { portsNotTaken = [], nodesNotVisited = [] }: Expectation,
  known: ReadonlySet<string>,
  say: Say,
): string[] {
  const unknown = (what: 'port' | 'node', names: readonly string[]) =>
    names.filter((name) => !known.has(name)).map((name) => say('unknown', { what: say(what, { name }) }));
  return [...unknown('port', portsNotTaken), ...unknown('node', nodesNotVisited)];
}

function checkReplies(expected: Expectation, { sent }: Simulation, say: Say): string[] {
  const replies = sent.filter(({ to, purpose }) => to === null && purpose !== 'notification');
  const text = replies.map(({ body }) => `${body.subject ?? ''}\n${body.text}`).join('\n\n');
  const failures: string[] = [];
  if (expected.replies !== undefined && expected.replies !== replies.length) {
    failures.push(say('replies', { expected: String(expected.replies), actual: String(replies.length) }));
  }
  for (const part of expected.replyContains ?? []) {
    if (!text.includes(part)) failures.push(say('noReply', { part: show(part, say) }));
  }
  for (const part of expected.replyNotContains ?? []) {
    if (text.includes(part)) failures.push(say('inReply', { part: show(part, say) }));
  }
  return failures;
}

function checkPath(expected: Expectation, { steps }: Simulation, say: Say): string[] {
  const ports = new Set(steps.map(({ nodeId, port }) => `${nodeId}:${port}`));
  const nodes = new Set(steps.map(({ nodeId }) => nodeId));
  const missing = (what: 'port' | 'node', wanted: string[] | undefined, taken: ReadonlySet<string>) =>
    (wanted ?? [])
      .filter((name) => !taken.has(name))
      .map((name) => say('missed', { what: say(what, { name }) }));
  const excess = (what: 'port' | 'node', unwanted: string[] | undefined, taken: ReadonlySet<string>) =>
    (unwanted ?? [])
      .filter((name) => taken.has(name))
      .map((name) => say('taken', { what: say(what, { name }) }));
  return [
    ...missing('port', expected.portsTaken, ports),
    ...excess('port', expected.portsNotTaken, ports),
    ...missing('node', expected.nodesVisited, nodes),
    ...excess('node', expected.nodesNotVisited, nodes),
  ];
}

function show(value: unknown, say: Say): string {
  if (value === undefined || value === null) return say('nothing');
  if (typeof value === 'boolean') return say(value ? 'yes' : 'no');
  if (typeof value === 'string') return say('quoted', { text: value });
  if (Array.isArray(value) && value.length > 0) return value.map((one) => show(one, say)).join(', ');
  return Array.isArray(value) ? say('nothing') : JSON.stringify(value);
}
