import { boundThings } from './bound-things';
import type { Calendar, Environment } from './facts';
import { flowProblem, type Problem, type ProblemContext } from './problems';
import { slotsOfFields, slotsOfSettings, type UsedSlot } from './slots';

/** Slots that nobody bound, queues that nobody serves, mail that would come back to the installation itself. */
export function slotProblems({ flow, compiled, environment, fields }: ProblemContext): Problem[] {
  if (environment === undefined) return [];
  const slots = [...fields].flatMap(([nodeId, ofNode]) => slotsOfFields(nodeId, ofNode));
  const problems = [...slots, ...slotsOfSettings(flow)].flatMap((slot) => problemsOfSlot(slot, environment));
  const own = new Set(Object.values(environment.mailboxes).map(({ address }) => address.toLowerCase()));
  for (const node of compiled.nodes.values()) {
    if (node.invalid !== null || !node.definition?.sendsTo) continue;
    const address = node.definition
      .sendsTo(node.config)
      .find((target) => own.has(target.trim().toLowerCase()));
    if (address !== undefined)
      problems.push(flowProblem('error', 'replyLoop', placeOf(node.id, address, fields), { address }));
  }
  return problems;
}

/** The field that holds a text, where one does alone. */
function placeOf(nodeId: string, text: string, fields: ProblemContext['fields']) {
  const path = fields.get(nodeId)?.find(({ value }) => value === text)?.path;
  return path ? { nodeId, path } : { nodeId };
}

function problemsOfSlot({ kind, name, nodeId, path }: UsedSlot, environment: Environment): Problem[] {
  const where = nodeId === null ? { path } : { nodeId, path };
  const bound = boundThings(kind, environment);
  if (bound !== null && !Object.hasOwn(bound, name)) {
    return [flowProblem('error', 'slotUnbound', where, { kind, name })];
  }
  const called = kind === 'flow' ? environment.flows?.[name] : undefined;
  if (called?.published === false)
    return [flowProblem('error', 'flowUnpublished', where, { name: called.name })];
  if (kind === 'queue' && environment.queues[name]?.agents === 0) {
    return [flowProblem('warning', 'queueUnserved', where, { name: environment.queues[name].name })];
  }
  const days = kind === 'holidays' ? environment.holidays[name] : undefined;
  if (days && Object.keys(days).length === 0)
    return [flowProblem('error', 'holidaysUnknown', where, { name })];
  const hours = kind === 'calendar' ? environment.calendars[name] : undefined;
  if (hours && neverOpens(hours))
    return [flowProblem('warning', 'calendarNeverOpens', where, { name: hours.name || name })];
  return [];
}

function neverOpens({ weekly, exceptions }: Calendar): boolean {
  return [...Object.values(weekly), ...exceptions.map(({ slots }) => slots)].every(
    (slots) => slots.length === 0,
  );
}
