import { isDeepEqual } from './is-deep-equal';
import type { Expectation } from './scenario';
import type { Simulation } from './simulation';

/** What is not as expected, each as a sentence. */
export function checkExpectation(expected: Expectation, simulation: Simulation): string[] {
  const { facts, state, notes } = simulation;
  const { ticket, customer } = facts;
  const failures: string[] = [];
  const equal = (what: string, wanted: unknown, actual: unknown) => {
    if (wanted !== undefined && !isDeepEqual(wanted, actual)) {
      failures.push(`${what}: expected ${show(wanted)}, was ${show(actual)}`);
    }
  };
  equal('queue', expected.queue, ticket.state === 'closed' ? null : ticket.queue);
  equal('closed', expected.closed, ticket.state === 'closed');
  equal('status', expected.status, state?.status);
  equal('priority', expected.priority, ticket.priority);
  equal('assignee', expected.assignee, ticket.assignee);
  for (const [name, value] of Object.entries(expected.fields ?? {}))
    equal(`field ${name}`, value, ticket.fields[name]);
  for (const [name, value] of Object.entries(expected.customerFields ?? {}))
    equal(`customer field ${name}`, value, customer.fields[name]);
  for (const [name, value] of Object.entries(expected.variables ?? {}))
    equal(`variable ${name}`, value, state?.variables[name]);
  if (expected.tags) equal('tags', [...expected.tags].sort(), [...ticket.tags].sort());
  failures.push(...checkReplies(expected, simulation), ...checkPath(expected, simulation));
  const { noteContains } = expected;
  if (noteContains !== undefined && !notes.some((note) => note.includes(noteContains))) {
    failures.push(`no note contains ${show(noteContains)}`);
  }
  return failures;
}

function checkReplies(expected: Expectation, { sent }: Simulation): string[] {
  const replies = sent.filter(({ to, purpose }) => to === null && purpose !== 'notification');
  const text = replies.map(({ body }) => `${body.subject ?? ''}\n${body.text}`).join('\n\n');
  const failures: string[] = [];
  if (expected.replies !== undefined && expected.replies !== replies.length) {
    failures.push(`replies: expected ${expected.replies}, were ${replies.length}`);
  }
  for (const part of expected.replyContains ?? []) {
    if (!text.includes(part)) failures.push(`no reply contains ${show(part)}`);
  }
  for (const part of expected.replyNotContains ?? []) {
    if (text.includes(part)) failures.push(`a reply contains ${show(part)}`);
  }
  return failures;
}

function checkPath(expected: Expectation, { steps }: Simulation): string[] {
  const ports = new Set(steps.map(({ nodeId, port }) => `${nodeId}:${port}`));
  const nodes = new Set(steps.map(({ nodeId }) => nodeId));
  const missing = (what: string, wanted: string[] | undefined, taken: ReadonlySet<string>) =>
    (wanted ?? [])
      .filter((name) => !taken.has(name))
      .map((name) => `${what} ${name} was expected, and not taken`);
  const excess = (what: string, unwanted: string[] | undefined, taken: ReadonlySet<string>) =>
    (unwanted ?? [])
      .filter((name) => taken.has(name))
      .map((name) => `${what} ${name} was taken, and must not be`);
  return [
    ...missing('port', expected.portsTaken, ports),
    ...excess('port', expected.portsNotTaken, ports),
    ...missing('node', expected.nodesVisited, nodes),
    ...excess('node', expected.nodesNotVisited, nodes),
  ];
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
