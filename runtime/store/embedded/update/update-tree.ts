import type { Collation } from '../bson/collation';
import { type Doc, typeName, type Value } from '../bson/value';
import { CommandError } from '../errors';
import { isArrayIndex } from '../query/path';
import type { Leaf } from './leaf';
import { leafOf, renameLeaves } from './operators';

/** An update's operators, ordered by the paths they work on. */
export interface UpdateTree {
  readonly kind: 'tree';
  readonly children: Map<string, UpdateNode>;
}
export type UpdateNode = UpdateTree | { readonly kind: 'leaf'; readonly leaf: Leaf; readonly path: string };

/** A path component that stands for array elements: `$`, `$[]` or `$[identifier]`. */
export function isPositional(part: string): boolean {
  return part === '$' || /^\$\[.*\]$/.test(part);
}

/** Arranges the operators of an update as a tree; refuses paths that would contradict each other. */
export function parseUpdateTree(update: Doc, collation?: Collation): UpdateTree {
  const root: UpdateTree = { kind: 'tree', children: new Map() };
  for (const [operator, fields] of update) {
    if (!(fields instanceof Map)) {
      if (!KNOWN.has(operator)) throw unknownModifier(operator);
      throw new CommandError(
        9,
        `Modifiers operate on fields but we found type ${typeName(fields)} instead. For example: {$mod: {<field>: ...}} not {${operator}: ...}`,
      );
    }
    if (operator === '$rename') addRenames(root, fields);
    else addFields(root, operator, fields, collation);
  }
  sortTree(root);
  return root;
}

const KNOWN = new Set([
  '$set',
  '$setOnInsert',
  '$unset',
  '$inc',
  '$mul',
  '$min',
  '$max',
  '$currentDate',
  '$bit',
  '$push',
  '$addToSet',
  '$pull',
  '$pullAll',
  '$pop',
  '$rename',
]);

function unknownModifier(operator: string): CommandError {
  return new CommandError(
    9,
    `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
  );
}

function addFields(root: UpdateTree, operator: string, fields: Doc, collation: Collation | undefined): void {
  if (!KNOWN.has(operator)) throw unknownModifier(operator);
  for (const [path, argument] of fields) {
    const leaf = leafOf(operator, argument, collation);
    if (leaf === undefined) throw unknownModifier(operator);
    place(root, path, leaf);
  }
}

function addRenames(root: UpdateTree, fields: Doc): void {
  for (const [source, target] of fields) {
    if (typeof target !== 'string')
      throw new CommandError(
        2,
        `The 'to' field for $rename must be a string: ${source}: ${typeName(target)}`,
      );
    if (source === target)
      throw new CommandError(
        2,
        `The source and target field for $rename must differ: ${source}: "${target}"`,
      );
    if (source.startsWith(`${target}.`) || target.startsWith(`${source}.`)) {
      throw new CommandError(
        2,
        `The source and target field for $rename must not be on the same path: ${source}: "${target}"`,
      );
    }
    for (const [side, path] of [
      ['source', source],
      ['destination', target],
    ] as const) {
      if (path.split('.').some(isPositional))
        throw new CommandError(2, `The ${side} field for $rename may not be dynamic: ${path}`);
    }
    const { from, to } = renameLeaves(source);
    place(root, source, from);
    place(root, target, to);
  }
}

function place(root: UpdateTree, path: string, leaf: Leaf): void {
  const parts = path.split('.');
  checkParts(path, parts);
  let tree = root;
  for (const [at, part] of parts.entries()) {
    const next = tree.children.get(part);
    const isLast = at === parts.length - 1;
    if (next !== undefined && (isLast || next.kind === 'leaf')) {
      const at2 = parts.slice(0, at + 1).join('.');
      throw new CommandError(40, `Updating the path '${path}' would create a conflict at '${at2}'`);
    }
    if (isLast) tree.children.set(part, { kind: 'leaf', leaf, path });
    else if (next !== undefined && next.kind === 'tree') tree = next;
    else {
      const fresh: UpdateTree = { kind: 'tree', children: new Map() };
      tree.children.set(part, fresh);
      tree = fresh;
    }
  }
}

function checkParts(path: string, parts: readonly string[]): void {
  if (path === '') throw new CommandError(56, `An empty update path is not valid.`);
  if (parts.includes('')) {
    throw new CommandError(
      56,
      `The update path '${path}' contains an empty field name, which is not allowed.`,
    );
  }
  const [first = ''] = parts;
  if (isPositional(first))
    throw new CommandError(
      2,
      `Cannot have positional (i.e. '$') element in the first position in path '${path}'`,
    );
  for (const part of parts) {
    if (part.startsWith('$') && !isPositional(part) && !['$id', '$ref', '$db'].includes(part)) {
      throw new CommandError(
        52,
        `The dollar ($) prefixed field '${part}' in '${path}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
      );
    }
  }
}

/** MongoDB works through the fields in the order of their names, numbers by their size. New fields appear in that order. */
function sortTree(tree: UpdateTree): void {
  const entries = [...tree.children].sort(([a], [b]) => compareNames(a, b));
  tree.children.clear();
  for (const [name, node] of entries) {
    tree.children.set(name, node);
    if (node.kind === 'tree') sortTree(node);
  }
}

function compareNames(left: string, right: string): number {
  if (isArrayIndex(left) && isArrayIndex(right)) return Number(left) - Number(right);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Whether anything below would make a missing path. */
export function createsPath(node: UpdateNode, inserting: boolean): boolean {
  if (node.kind === 'leaf') return node.leaf.creates && (inserting || !node.leaf.onInsertOnly);
  for (const child of node.children.values()) if (createsPath(child, inserting)) return true;
  return false;
}

export function valueAtPath(doc: Doc, path: string): Value | undefined {
  let value: Value | undefined = doc;
  for (const part of path.split('.')) {
    if (!(value instanceof Map)) return undefined;
    value = value.get(part);
  }
  return value;
}
