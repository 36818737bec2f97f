import { formatValue } from '../bson/format';
import type { Doc, Value } from '../bson/value';
import { CommandError } from '../errors';
import type { Filter } from '../query/filter';
import { matches } from '../query/match';
import { isArrayIndex } from '../query/path';
import { KEEP, REMOVE } from './leaf';
import { sameValue } from './same';
import { createsPath, isPositional, type UpdateNode, type UpdateTree, valueAtPath } from './update-tree';

export interface UpdateContext {
  readonly now: number;
  /** Whether the document is one that an upsert inserts. */
  readonly inserting: boolean;
  /** Where the query matched in an array, for `$`. */
  readonly position: () => number | undefined;
  readonly arrayFilters: ReadonlyMap<string, Filter>;
}

/** The greatest gap that setting an element beyond an array's end may fill with nulls. */
const MOST_PADDING = 1_500_000;

/** Changes the document, which must belong to the caller, and tells whether anything is different afterwards. */
export function applyUpdate(tree: UpdateTree, doc: Doc, context: UpdateContext): boolean {
  const id = doc.get('_id');
  const sources = new Map<string, Value | undefined>();
  collectSources(tree, doc, sources);
  const run = new Run(context, id, (source) => sources.get(source));
  run.inDocument(tree, doc, '');
  return run.changed;
}

/** `$rename` takes its values before anything is changed. */
function collectSources(tree: UpdateTree, doc: Doc, sources: Map<string, Value | undefined>): void {
  for (const node of tree.children.values()) {
    if (node.kind === 'tree') collectSources(node, doc, sources);
    else if (node.leaf.name === '$rename' && !node.leaf.creates) {
      refuseArrays(doc, node.path, 'source');
      sources.set(node.path, valueAtPath(doc, node.path));
    } else if (node.leaf.name === '$rename') refuseArrays(doc, node.path, 'destination');
  }
}

function refuseArrays(doc: Doc, path: string, side: string): void {
  let value: Value | undefined = doc;
  for (const part of path.split('.')) {
    if (Array.isArray(value)) {
      throw new CommandError(
        2,
        `The ${side} field cannot be an array element, '${path}' in doc with _id: ${formatValue(doc.get('_id'))} has an array field`,
      );
    }
    value = value instanceof Map ? value.get(part) : undefined;
  }
}

class Run {
  changed = false;

  constructor(
    private readonly context: UpdateContext,
    private readonly id: Value | undefined,
    private readonly renamed: (source: string) => Value | undefined,
  ) {}

  inDocument(tree: UpdateTree, doc: Doc, prefix: string): void {
    for (const [part, node] of tree.children) {
      if (isPositional(part)) throw this.notAnArray(node, prefix, part);
      const path = join(prefix, part);
      const current = doc.get(part);
      const result = this.visit(node, current, path, () => new CommandError(28, ''));
      if (result === KEEP) continue;
      if (result === REMOVE) doc.delete(part);
      else doc.set(part, result);
      this.changed = true;
    }
  }

  private inArray(tree: UpdateTree, list: Value[], prefix: string): void {
    for (const [part, node] of tree.children) {
      for (const index of this.indexesOf(part, list, prefix, node)) {
        const current = list[index];
        const path = join(prefix, String(index));
        const result = this.visit(node, current, path, () => new CommandError(28, ''));
        if (result === KEEP) continue;
        pad(list, index);
        // Removing an element would move the others, so it becomes null.
        list[index] = result === REMOVE ? null : result;
        this.changed = true;
      }
    }
  }

  private indexesOf(
    part: string,
    list: readonly Value[],
    prefix: string,
    node: UpdateNode,
  ): readonly number[] {
    if (part === '$') {
      const position = this.context.position();
      if (position === undefined) {
        throw new CommandError(2, 'The positional operator did not find the match needed from the query.');
      }
      return [position];
    }
    if (part === '$[]') return list.map((_, index) => index);
    if (isPositional(part)) return this.filtered(part.slice(2, -1), list);
    if (isArrayIndex(part)) return [Number(part)];
    if (!createsPath(node, this.context.inserting)) return [];
    throw new CommandError(
      28,
      `Cannot create field '${part}' in element {${lastPart(prefix)}: ${formatValue([...list])}}`,
    );
  }

  private filtered(identifier: string, list: readonly Value[]): number[] {
    const filter = this.context.arrayFilters.get(identifier);
    if (filter === undefined)
      throw new CommandError(2, `No array filter found for identifier '${identifier}'`);
    const indexes: number[] = [];
    list.forEach((item, index) => {
      if (matches(filter, new Map([[identifier, item]]), this.context.now)) indexes.push(index);
    });
    return indexes;
  }

  private visit(
    node: UpdateNode,
    current: Value | undefined,
    path: string,
    _conflict: () => CommandError,
  ): Value | typeof KEEP | typeof REMOVE {
    if (node.kind === 'leaf') return this.visitLeaf(node, current, path);
    if (current instanceof Map) {
      this.inDocument(node, current, path);
      return KEEP;
    }
    if (Array.isArray(current)) {
      this.inArray(node, current, path);
      return KEEP;
    }
    if (!createsPath(node, this.context.inserting)) return this.skipped(node, current, path);
    if (current === undefined) {
      const fresh: Doc = new Map();
      const before = this.changed;
      this.inDocument(node, fresh, path);
      if (fresh.size === 0) this.changed = before;
      return fresh.size === 0 ? KEEP : fresh;
    }
    const [child = ''] =
      [...node.children].find(([, inner]) => createsPath(inner, this.context.inserting)) ?? [];
    if (isPositional(child)) throw this.notAnArray(node, path, child, current);
    throw new CommandError(
      28,
      `Cannot create field '${child}' in element {${lastPart(path)}: ${formatValue(current)}}`,
    );
  }

  /** Nothing is there to be changed; only a positional path insists on an array. */
  private skipped(
    node: UpdateNode & { kind: 'tree' },
    current: Value | undefined,
    path: string,
  ): typeof KEEP {
    for (const [part, child] of node.children)
      if (isPositional(part)) throw this.notAnArray(child, path, part);
    void current;
    return KEEP;
  }

  private visitLeaf(
    node: UpdateNode & { kind: 'leaf' },
    current: Value | undefined,
    path: string,
  ): Value | typeof KEEP | typeof REMOVE {
    const { leaf } = node;
    if (leaf.onInsertOnly && !this.context.inserting) return KEEP;
    const result = leaf.apply(current, { path, now: this.context.now, renamed: this.renamed, id: this.id });
    if (typeof result === 'symbol') return result;
    return sameValue(current, result) ? KEEP : result;
  }

  private notAnArray(_node: UpdateNode, path: string, part: string, current?: Value): CommandError {
    if (part === '$')
      return new CommandError(2, 'The positional operator did not find the match needed from the query.');
    if (current !== undefined)
      return new CommandError(
        2,
        `Cannot apply array updates to non-array element ${lastPart(path)}: ${formatValue(current)}`,
      );
    return new CommandError(
      2,
      `The path '${path}' must exist in the document in order to apply array updates.`,
    );
  }
}

function pad(list: Value[], index: number): void {
  if (index - list.length > MOST_PADDING) {
    throw new CommandError(2, `can't backfill more than ${MOST_PADDING} elements`);
  }
  while (list.length < index) list.push(null);
}

function join(prefix: string, part: string): string {
  return prefix === '' ? part : `${prefix}.${part}`;
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}
