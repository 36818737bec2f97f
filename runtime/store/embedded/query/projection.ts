import { evaluate } from '../aggregate/evaluate';
import { type Expression, fieldsOfExpression, parseExpression } from '../aggregate/expression';
import { safeInteger, toNumber } from '../bson/number';
import { type Doc, isNumeric, type Value } from '../bson/value';
import { CommandError, unsupported } from '../errors';
import type { Filter } from './filter';
import { type Known, NOTHING_KNOWN } from './known';
import { matchedPosition, matches } from './match';
import { parseFilter } from './parse';

/** What a query gives back of each document. */
export interface Projection {
  readonly apply: (doc: Doc, now: number) => Doc;
  /** The top-level fields it reads; undefined where all. */
  readonly fields: ReadonlySet<string> | undefined;
}

interface Branch {
  readonly children: Map<string, Tree>;
}

type Tree =
  | Branch
  | 'keep'
  | 'drop'
  | { readonly expression: Expression }
  | { readonly slice: readonly [skip: number, limit: number | undefined] }
  | { readonly elementMatches: Filter }
  | { readonly positional: true };

export interface ProjectionOptions {
  /** The query, whose match decides for the positional `$`; only `find` has one. */
  readonly filter?: Filter;
  /** Whether `$slice`, `$elemMatch` and `$` mean what they mean in `find`. */
  readonly ofFind: boolean;
  readonly known?: Known;
}

/** Parses a projection of `find`, `findAndModify` or `$project`. */
export function parseProjection(spec: Doc, options: ProjectionOptions): Projection {
  const root: Branch = { children: new Map() };
  const state: State = { mode: undefined, reads: new Set(), readsAll: false, id: undefined, options };
  for (const [name, value] of spec) addField(root, name, value, state, '');
  const including =
    state.mode !== undefined ? state.mode === 'include' : state.id === true || state.computes === true;
  if (state.id === false) root.children.set('_id', 'drop');
  else if (including && !root.children.has('_id')) root.children.set('_id', 'keep');
  const pure = including && !state.readsAll;
  return {
    apply(doc, now) {
      const given: Given = { root: doc, now, filter: options.filter };
      return including ? include(doc, root, given) : exclude(doc, root, given);
    },
    fields: pure ? new Set([...root.children.keys(), ...state.reads]) : undefined,
  };
}

/** What a document is projected with. */
interface Given {
  readonly root: Doc;
  readonly now: number;
  /** Decides for the positional `$`. */
  readonly filter: Filter | undefined;
}

interface State {
  mode: 'include' | 'exclude' | undefined;
  readonly reads: Set<string>;
  readsAll: boolean;
  id: boolean | undefined;
  computes?: boolean;
  readonly options: ProjectionOptions;
}

function addField(root: Branch, path: string, value: Value, state: State, prefix: string): void {
  const full = prefix === '' ? path : `${prefix}.${path}`;
  if (path.includes('.$.'))
    throw new CommandError(
      31394,
      "As of 4.4, it's illegal to specify positional operator in the middle of a path. It may only be used at the end, for example: a.b.$.",
    );
  checkName(path);
  if (path.endsWith('.$') && state.options.ofFind) {
    setMode(state, 'include', full);
    place(root, path.slice(0, -2), { positional: true });
    if (state.options.filter === undefined)
      throw new CommandError(51246, 'positional operator needs a query');
    state.readsAll = true;
    return;
  }
  const literal = literalOf(value);
  if (literal !== undefined) {
    if (full === '_id') state.id = literal;
    else setMode(state, literal ? 'include' : 'exclude', full);
    if (full !== '_id' || literal) place(root, path, literal ? 'keep' : 'drop');
    return;
  }
  if (value instanceof Map && value.size === 0)
    throw new CommandError(51270, 'An empty sub-projection is not a valid value. Found empty object at path');
  if (value instanceof Map && ![...value.keys()].some((key) => key.startsWith('$'))) {
    const branch = branchAt(root, path);
    for (const [name, inner] of value) addField(branch, name, inner, state, full);
    return;
  }
  place(root, path, computed(value, full, state));
}

function checkName(path: string): void {
  if (path === '') throw new CommandError(40352, 'FieldPath cannot be constructed with empty string');
  for (const part of path.split('.')) {
    if (part === '') throw new CommandError(15998, 'FieldPath field names may not be empty strings.');
    if (part.startsWith('$') && part !== '$')
      throw new CommandError(
        16410,
        `FieldPath field names may not start with '$'. Consider using $getField or $setField.`,
      );
  }
}

function literalOf(value: Value): boolean | undefined {
  if (typeof value === 'boolean') return value;
  return isNumeric(value) ? toNumber(value) !== 0 : undefined;
}

function setMode(state: State, mode: 'include' | 'exclude', path: string): void {
  if (state.mode === undefined) state.mode = mode;
  else if (state.mode !== mode) {
    if (mode === 'exclude')
      throw new CommandError(31254, `Cannot do exclusion on field ${path} in inclusion projection`);
    throw new CommandError(31253, `Cannot do inclusion on field ${path} in exclusion projection`);
  }
}

function computed(value: Value, path: string, state: State): Tree {
  const { options } = state;
  if (value instanceof Map && options.ofFind) {
    const slice = value.get('$slice');
    // With more than two arguments, or a first one that is no number, it is the expression of the same name.
    if (slice !== undefined && isFindSlice(slice)) return { slice: sliceOf(slice) };
    const element = value.get('$elemMatch');
    if (element !== undefined) {
      if (path.includes('.'))
        throw new CommandError(31275, 'Cannot use $elemMatch projection on a nested field.');
      if (!(element instanceof Map))
        throw new CommandError(31274, `elemMatch: Invalid argument, object required`);
      if (state.mode === undefined) setMode(state, 'include', path);
      const elementQuery: Doc = new Map([['v', new Map([['$elemMatch', element]])]]);
      return { elementMatches: parseFilter(elementQuery, options.known ?? NOTHING_KNOWN) };
    }
    if (value.has('$meta')) throw unsupported('$meta in a projection');
  }
  if (state.mode === 'exclude')
    throw new CommandError(31252, `Cannot use an expression ${path} in an exclusion projection`);
  state.computes = true;
  if (path !== '_id') state.mode = 'include';
  const expression = parseExpression(value, options.known);
  const fields = fieldsOfExpression(expression);
  if (fields === undefined) state.readsAll = true;
  else for (const field of fields) state.reads.add(field);
  return { expression };
}

function isFindSlice(argument: Value): boolean {
  if (isNumeric(argument)) return true;
  return Array.isArray(argument) && argument.length === 2 && argument.every((item) => isNumeric(item));
}

function sliceOf(argument: Value): readonly [number, number | undefined] {
  const [first, second] = Array.isArray(argument) ? argument : [argument];
  const skip = safeInteger(first) ?? Math.trunc(toNumber(first));
  if (second === undefined) return skip < 0 ? [skip, undefined] : [0, skip];
  const limit = safeInteger(second) ?? Math.trunc(toNumber(second));
  if (limit <= 0) throw new CommandError(28724, 'First argument to $slice must be positive');
  return [skip, limit];
}

function branchAt(root: Branch, path: string): Branch {
  let branch = root;
  for (const part of path.split('.')) {
    const next = branch.children.get(part);
    if (next === undefined) {
      const fresh: Branch = { children: new Map() };
      branch.children.set(part, fresh);
      branch = fresh;
    } else if (isBranch(next)) branch = next;
    else throw new CommandError(31249, `Path collision at ${path}`);
  }
  return branch;
}

function place(root: Branch, path: string, tree: Tree): void {
  const at = path.lastIndexOf('.');
  const branch = at < 0 ? root : branchAt(root, path.slice(0, at));
  const name = path.slice(at + 1);
  const there = branch.children.get(name);
  if (there !== undefined)
    throw new CommandError(isBranch(there) ? 31250 : 31249, `Path collision at ${path}`);
  branch.children.set(name, tree);
}

function isBranch(tree: Tree): tree is Branch {
  return typeof tree === 'object' && 'children' in tree;
}

function include(doc: Doc, branch: Branch, given: Given): Doc {
  const result: Doc = new Map();
  for (const [name, value] of doc) {
    const tree = branch.children.get(name);
    if (tree === undefined || tree === 'drop') continue;
    const kept =
      typeof tree === 'object' && 'expression' in tree ? undefined : includeValue(value, tree, given);
    if (kept !== undefined) result.set(name, kept);
  }
  for (const [name, tree] of branch.children) {
    if (typeof tree !== 'object') continue;
    if ('expression' in tree) {
      const value = evaluate(tree.expression, given.root, given.now);
      if (value !== undefined) result.set(name, value);
    } else if (isBranch(tree) && !doc.has(name) && computes(tree)) {
      result.set(name, include(new Map(), tree, given));
    }
  }
  return result;
}

function computes(branch: Branch): boolean {
  for (const tree of branch.children.values()) {
    if (typeof tree === 'object' && ('expression' in tree || (isBranch(tree) && computes(tree)))) return true;
  }
  return false;
}

function includeValue(value: Value, tree: Tree, given: Given): Value | undefined {
  if (tree === 'keep') return value;
  if (tree === 'drop') return undefined;
  if (!isBranch(tree)) return ofArray(value, tree, given);
  if (value instanceof Map) return include(value, tree, given);
  if (Array.isArray(value)) {
    const kept: Value[] = [];
    for (const item of value) {
      const inner = includeValue(item, tree, given);
      if (inner !== undefined) kept.push(inner);
    }
    return kept;
  }
  return computes(tree) ? include(new Map(), tree, given) : undefined;
}

function exclude(doc: Doc, branch: Branch, given: Given): Doc {
  const result: Doc = new Map();
  for (const [name, value] of doc) {
    const tree = branch.children.get(name);
    const kept = tree === undefined ? value : excludeValue(value, tree, given);
    if (kept !== undefined) result.set(name, kept);
  }
  return result;
}

function excludeValue(value: Value, tree: Tree, given: Given): Value | undefined {
  if (tree === 'drop') return undefined;
  if (tree === 'keep') return value;
  if (!isBranch(tree)) return ofArray(value, tree, given);
  if (value instanceof Map) return exclude(value, tree, given);
  if (!Array.isArray(value)) return value;
  return value.map((item) => excludeValue(item, tree, given) ?? item);
}

/** `$slice`, `$elemMatch` and the positional `$` of `find`. */
function ofArray(value: Value, tree: Tree, given: Given): Value | undefined {
  if (typeof tree !== 'object') return value;
  if ('slice' in tree) return Array.isArray(value) ? sliced(value, tree.slice) : value;
  if ('elementMatches' in tree) {
    if (!Array.isArray(value)) return undefined;
    const hit = value.find((item) => matches(tree.elementMatches, new Map([['v', [item]]]), given.now));
    return hit === undefined ? undefined : [hit];
  }
  if ('positional' in tree && Array.isArray(value)) {
    const { filter, root, now } = given;
    const position = filter === undefined ? undefined : matchedPosition(filter, root, now);
    if (position === undefined)
      throw new CommandError(
        51246,
        `Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array`,
      );
    const element = value[position];
    return element === undefined ? [] : [element];
  }
  return value;
}

function sliced(list: readonly Value[], [skip, limit]: readonly [number, number | undefined]): Value[] {
  const start = skip < 0 ? Math.max(0, list.length + skip) : skip;
  return list.slice(start, limit === undefined ? undefined : start + limit);
}
