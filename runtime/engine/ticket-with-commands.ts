import type { Command } from '@/runtime/flow/execution';
import type { TicketRecord } from '@/runtime/store/tickets';
import { type TicketSurroundings, ticketOperations } from './ticket-operations';

/**
 * A ticket as it is after commands were carried out on it, worked out in memory: what the updates of `ticketOperations`
 * would make of it. The ticket given stays as it was. `null` where an update does something that is only done in the store.
 */
export function ticketWithCommands(
  ticket: TicketRecord,
  commands: Command[],
  surroundings: TicketSurroundings,
): TicketRecord | null {
  // Values are replaced, never written to: a shallow copy keeps the ticket given as it was.
  let next = { ...ticket } as unknown as Fields;
  for (const operation of ticketOperations(commands, surroundings, true)) {
    const update = 'updateOne' in operation ? operation.updateOne.update : null;
    const changed = update === null || Array.isArray(update) ? null : applyUpdate(next, update as Update);
    if (changed === null) return null;
    next = changed;
  }
  // Every field that an update sets is a field of the ticket: the updates are typed where they are made.
  return next as unknown as TicketRecord;
}

type Fields = Record<string, unknown>;
type Update = Record<string, Record<string, unknown>>;

function applyUpdate(record: Fields, update: Update): Fields | null {
  for (const [operator, changes] of Object.entries(update)) {
    const apply = operators[operator];
    if (!apply) return null;
    for (const [path, value] of Object.entries(changes)) {
      if (!apply(record, path, value)) return null;
    }
  }
  return record;
}

/** Each gives whether it could do it. */
const operators: Record<string, (record: Fields, path: string, value: unknown) => boolean> = {
  $set: (record, path, value) => change(record, path, () => value),
  $inc: (record, path, value) =>
    typeof value === 'number' &&
    change(record, path, (before) => (typeof before === 'number' ? before : 0) + value),
  $push(record, path, value) {
    if (!isObject(value) || !Array.isArray(value.$each) || typeof value.$slice !== 'number') return false;
    const { $each, $slice } = value;
    return $slice < 0 && change(record, path, (before) => [...listOf(before), ...$each].slice($slice));
  },
  $addToSet(record, path, value) {
    if (!isObject(value) || !Array.isArray(value.$each)) return false;
    const { $each } = value;
    return change(record, path, (before) => [...new Set([...listOf(before), ...$each])]);
  },
  $pull(record, path, value) {
    if (!isObject(value) || !Array.isArray(value.$in)) return false;
    const { $in } = value;
    return change(record, path, (before) => listOf(before).filter((one) => !$in.includes(one)));
  },
};

/** Changes the value at a dotted path of at most two names: deeper ones no update of a ticket has. */
function change(record: Fields, path: string, next: (before: unknown) => unknown): boolean {
  const [first = '', second, ...rest] = path.split('.');
  if (rest.length > 0) return false;
  if (second === undefined) {
    record[first] = next(record[first]);
    return true;
  }
  const inner = record[first] ?? {};
  if (!isObject(inner)) return false;
  record[first] = { ...inner, [second]: next(inner[second]) };
  return true;
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
