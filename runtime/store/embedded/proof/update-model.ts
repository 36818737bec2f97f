import { compareValues, equalValues } from '../bson/compare';
import { toNumber } from '../bson/number';
import { cloneValue, type Doc, Double, isNumeric, type Value } from '../bson/value';

/** Thrown where MongoDB refuses an update. */
export class Refused extends Error {}

/**
 * A slow and obvious reading of the update operators on simple paths, written only to be compared with the real
 * engine: one operator after the other in the order of the paths, each walking from the root.
 */
export function modelUpdate(doc: Doc, update: Doc): Doc {
  const result = cloneValue(doc);
  if (!(result instanceof Map)) throw new Refused('no document');
  const steps: { operator: string; path: string; argument: Value }[] = [];
  for (const [operator, fields] of update) {
    if (fields instanceof Map)
      for (const [path, argument] of fields) steps.push({ operator, path, argument });
  }
  for (const { path } of steps) {
    const conflicts = steps.filter((step) => step.path === path || step.path.startsWith(`${path}.`));
    if (conflicts.length > 1) throw new Refused('conflict');
  }
  steps.sort((a, b) => compareParts(a.path.split('.'), b.path.split('.')));
  for (const { operator, path, argument } of steps) {
    if (operator === '$unset' || operator === '$pull' || operator === '$pop')
      change(result, path.split('.'), operator, argument, false);
    else change(result, path.split('.'), operator, argument, true);
  }
  return result;
}

function compareParts(left: readonly string[], right: readonly string[]): number {
  for (const [at, part] of left.entries()) {
    const other = right[at];
    if (other === undefined) return 1;
    if (part !== other)
      return /^\d+$/.test(part) && /^\d+$/.test(other) ? Number(part) - Number(other) : part < other ? -1 : 1;
  }
  return -1;
}

function change(
  holder: Value,
  parts: readonly string[],
  operator: string,
  argument: Value,
  creates: boolean,
): void {
  const [part = '', ...rest] = parts;
  if (Array.isArray(holder) && !/^\d+$/.test(part)) {
    if (creates) throw new Refused('field of an array');
    return;
  }
  if (!(holder instanceof Map) && !Array.isArray(holder)) {
    if (creates) throw new Refused('field of a scalar');
    return;
  }
  const current = holder instanceof Map ? holder.get(part) : holder[Number(part)];
  if (rest.length > 0) {
    if (current !== undefined) {
      change(current, rest, operator, argument, creates);
      return;
    }
    if (!creates) return;
    const fresh: Doc = new Map();
    change(fresh, rest, operator, argument, creates);
    put(holder, part, fresh);
    return;
  }
  const next = applied(operator, current, argument);
  if (next === undefined) remove(holder, part);
  else if (next !== current || current === null) put(holder, part, next);
}

function put(holder: Doc | Value[], part: string, value: Value): void {
  if (holder instanceof Map) holder.set(part, value);
  else {
    while (holder.length < Number(part)) holder.push(null);
    holder[Number(part)] = value;
  }
}

function remove(holder: Doc | Value[], part: string): void {
  if (holder instanceof Map) holder.delete(part);
  else if (Number(part) < holder.length) holder[Number(part)] = null;
}

/** The new value; undefined for none. */
function applied(operator: string, current: Value | undefined, argument: Value): Value | undefined {
  switch (operator) {
    case '$set':
      return argument;
    case '$unset':
      return undefined;
    case '$min':
      return current === undefined || compareValues(argument, current) < 0 ? argument : current;
    case '$max':
      return current === undefined || compareValues(argument, current) > 0 ? argument : current;
    case '$inc':
      return current === undefined ? argument : added(current, argument);
    case '$push':
      if (current !== undefined && !Array.isArray(current)) throw new Refused('no array');
      return [...(current ?? []), argument];
    case '$addToSet':
      if (current !== undefined && !Array.isArray(current)) throw new Refused('no array');
      return (current ?? []).some((item) => equalValues(item, argument))
        ? current
        : [...(current ?? []), argument];
    case '$pull':
      if (current === undefined) return undefined;
      if (!Array.isArray(current)) throw new Refused('no array');
      return current.filter((item) => !equalValues(item, argument));
    case '$pop':
      if (current === undefined) return undefined;
      if (!Array.isArray(current)) throw new Refused('no array');
      return argument === 1 ? current.slice(0, -1) : current.slice(1);
    default:
      throw new Error(operator);
  }
}

function added(current: Value, by: Value): Value {
  if (!isNumeric(current) || !isNumeric(by)) throw new Refused('no number');
  if (current instanceof Double || by instanceof Double) return new Double(toNumber(current) + toNumber(by));
  if (typeof current === 'number' && typeof by === 'number') return current + by;
  return BigInt(toWhole(current)) + BigInt(toWhole(by));
}

function toWhole(value: Value): number | bigint {
  return typeof value === 'bigint' ? value : toNumber(value);
}
