import type { Doc, Value } from '../bson/value';
import { CommandError } from '../errors';
import type { Known } from '../query/known';
import { parseProjection } from '../query/projection';
import { evaluate } from './evaluate';
import { type Expression, parseExpression } from './expression';

/** A stage that makes one document of one document. */
export interface DocumentStage {
  readonly apply: (doc: Doc, now: number) => Doc;
  /** The top-level fields it reads; undefined where all. */
  readonly fields: ReadonlySet<string> | undefined;
}

/** Parses `$project`, `$addFields`, `$set`, `$unset`, `$replaceRoot` or `$replaceWith`; undefined for others. */
export function parseDocumentStage(name: string, argument: Value, known: Known): DocumentStage | undefined {
  switch (name) {
    case '$project':
      if (!(argument instanceof Map))
        throw new CommandError(15969, '$project specification must be an object');
      if (argument.size === 0)
        throw new CommandError(
          51272,
          'Invalid $project :: caused by :: projection specification must have at least one field',
        );
      return parseProjection(argument, { ofFind: false, known });
    case '$addFields':
    case '$set':
      return addFields(name, argument, known);
    case '$unset':
      return unset(argument);
    case '$replaceRoot': {
      const root = argument instanceof Map ? argument.get('newRoot') : undefined;
      if (!(argument instanceof Map))
        throw new CommandError(40229, 'expected an object as specification for $replaceRoot stage');
      if (root === undefined || argument.size > 1)
        throw new CommandError(40231, 'no newRoot specified for the $replaceRoot stage');
      return replaceRoot(name, root, known);
    }
    case '$replaceWith':
      return replaceRoot(name, argument, known);
    default:
      return undefined;
  }
}

interface Branch {
  readonly children: Map<string, Branch | Expression>;
}

function addFields(name: string, argument: Value, known: Known): DocumentStage {
  if (!(argument instanceof Map))
    throw new CommandError(40272, `${name} specification stage must be an object`);
  if (argument.size === 0)
    throw new CommandError(
      40177,
      `Invalid ${name} :: caused by :: specification must have at least one field`,
    );
  const root: Branch = { children: new Map() };
  for (const [path, value] of argument) addField(root, path.split('.'), value, known, path);
  return { apply: (doc, now) => assign(doc, root, doc, now), fields: undefined };
}

function addField(root: Branch, parts: readonly string[], value: Value, known: Known, path: string): void {
  const [part = '', ...rest] = parts;
  if (part === '')
    throw new CommandError(path === '' ? 40352 : 15998, 'FieldPath field names may not be empty strings.');
  if (part.startsWith('$'))
    throw new CommandError(
      16410,
      `FieldPath field names may not start with '$'. Consider using $getField or $setField.`,
    );
  const nested =
    value instanceof Map && value.size > 0 && ![...value.keys()].some((key) => key.startsWith('$'));
  const there = root.children.get(part);
  if (rest.length === 0 && !nested) {
    if (there !== undefined)
      throw new CommandError(
        40176,
        `Invalid $addFields :: caused by :: specification contains two conflicting paths: '${path}'`,
      );
    root.children.set(part, parseExpression(value, known));
    return;
  }
  const branch = there ?? { children: new Map() };
  if (!('children' in branch))
    throw new CommandError(
      40176,
      `Invalid $addFields :: caused by :: specification contains two conflicting paths: '${path}'`,
    );
  root.children.set(part, branch);
  if (rest.length > 0) addField(branch, rest, value, known, path);
  else if (value instanceof Map) {
    for (const [name, inner] of value) addField(branch, name.split('.'), inner, known, `${path}.${name}`);
  }
}

function assign(value: Value | undefined, branch: Branch, root: Doc, now: number): Doc {
  const result: Doc = value instanceof Map ? new Map(value) : new Map();
  for (const [name, child] of branch.children) {
    const current = result.get(name);
    const next = 'children' in child ? assignInto(current, child, root, now) : evaluate(child, root, now);
    if (next === undefined) result.delete(name);
    else result.set(name, next);
  }
  return result;
}

/** A path through an array sets the field in each of its elements. */
function assignInto(current: Value | undefined, branch: Branch, root: Doc, now: number): Value {
  if (Array.isArray(current)) return current.map((item) => assignInto(item, branch, root, now));
  return assign(current, branch, root, now);
}

function unset(argument: Value): DocumentStage {
  const names = Array.isArray(argument) ? argument : [argument];
  if (names.length === 0)
    throw new CommandError(
      31119,
      '$unset specification must be a string or an array with at least one field',
    );
  const spec: Doc = new Map();
  for (const name of names) {
    if (typeof name !== 'string')
      throw new CommandError(
        31120,
        '$unset specification must be a string or an array containing only string values',
      );
    spec.set(name, 0);
  }
  return parseProjection(spec, { ofFind: false });
}

function replaceRoot(name: string, newRoot: Value, known: Known): DocumentStage {
  const expression = parseExpression(newRoot, known);
  return {
    fields: expression.fields,
    apply(doc, now) {
      const value = evaluate(expression, doc, now);
      if (value instanceof Map) return value;
      const label = name === '$replaceRoot' ? `'newRoot' expression ` : `'replacement document' `;
      throw new CommandError(
        40228,
        `${label}must evaluate to an object, but resulting value was of another type`,
      );
    },
  };
}
