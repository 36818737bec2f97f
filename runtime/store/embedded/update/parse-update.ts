import { compareValues } from '../bson/compare';
import { formatValue } from '../bson/format';
import { cloneDoc, cloneValue, type Doc, typeName, type Value } from '../bson/value';
import { CommandError } from '../errors';
import type { Filter } from '../query/filter';
import type { Known } from '../query/known';
import { matchedPosition } from '../query/match';
import { parseFilter } from '../query/parse';
import { applyUpdate } from './apply-update';
import { parsePipelineUpdate } from './pipeline-update';
import { sameValue } from './same';
import { isPositional, parseUpdateTree, type UpdateNode, type UpdateTree } from './update-tree';

/** An update as a function from the old version of a document to the new one. */
export interface Update {
  readonly kind: 'operators' | 'replacement' | 'pipeline';
  /** The top-level fields it can change; undefined where all. */
  readonly touches: ReadonlySet<string> | undefined;
  /** The new version, or undefined where nothing is different. `doc` stays as it is; the new version may share parts of it. */
  apply(doc: Doc, context: ApplyContext): Doc | undefined;
}

export interface ApplyContext {
  readonly filter: Filter;
  readonly now: number;
  readonly inserting: boolean;
}

/** Reads an update: operators, a whole replacement, or a pipeline. */
export function parseUpdate(update: Value, arrayFilters: readonly Doc[] | undefined, known: Known): Update {
  if (Array.isArray(update)) {
    if (arrayFilters !== undefined)
      throw new CommandError(9, 'arrayFilters may not be specified for pipeline-style updates');
    return pipelineUpdate(update, known);
  }
  if (!(update instanceof Map))
    throw new CommandError(9, `Update argument must be either an object or an array`);
  const [first] = update.keys();
  if (first?.startsWith('$')) return operatorUpdate(update, arrayFilters, known);
  if (arrayFilters !== undefined && arrayFilters.length > 0)
    throw new CommandError(9, 'arrayFilters may not be specified for replacement-style updates');
  return replacement(update);
}

function operatorUpdate(update: Doc, arrayFilters: readonly Doc[] | undefined, known: Known): Update {
  for (const operator of update.keys()) {
    if (!operator.startsWith('$')) {
      throw new CommandError(
        9,
        `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
      );
    }
  }
  const tree = parseUpdateTree(update, known.collation);
  const filters = parseArrayFilters(arrayFilters ?? [], { collation: known.collation });
  checkIdentifiers(tree, filters);
  const touches = new Set(tree.children.keys());
  return {
    kind: 'operators',
    touches,
    apply(doc, { filter, now, inserting }) {
      const after = withOwnFields(doc, touches);
      const changed = applyUpdate(tree, after, {
        now,
        inserting,
        position: () => (inserting ? undefined : matchedPosition(filter, doc, now)),
        arrayFilters: filters,
      });
      if (touches.has('_id') && !inserting) refuseChangedId(doc.get('_id'), after.get('_id'));
      return changed ? after : undefined;
    },
  };
}

/** A copy whose values in these top-level fields are its own; the others are shared. */
function withOwnFields(doc: Doc, fields: ReadonlySet<string>): Doc {
  const copy: Doc = new Map(doc);
  for (const field of fields) {
    const value = doc.get(field);
    if (value !== undefined) copy.set(field, cloneValue(value));
  }
  return copy;
}

function refuseChangedId(before: Value | undefined, after: Value | undefined): void {
  if (!sameValue(before, after)) {
    throw new CommandError(
      66,
      `Performing an update on the path '_id' would modify the immutable field '_id'`,
    );
  }
}

/** Reads `arrayFilters`: each one names its identifier by the first part of its paths. */
function parseArrayFilters(list: readonly Doc[], known: Known): Map<string, Filter> {
  const filters = new Map<string, Filter>();
  for (const doc of list) {
    const identifier = identifierOf(doc);
    if (identifier === undefined)
      throw new CommandError(9, 'Cannot use an expression without a top-level field name in arrayFilters');
    if (!/^[a-z][a-zA-Z0-9]*$/.test(identifier)) {
      throw new CommandError(
        2,
        `Error parsing array filter :: caused by :: The top-level field name must be an alphanumeric string beginning with a lowercase letter, found '${identifier}'`,
      );
    }
    if (filters.has(identifier))
      throw new CommandError(
        9,
        `Found multiple array filters with the same top-level field name ${identifier}`,
      );
    filters.set(identifier, parseFilter(doc, known));
  }
  return filters;
}

function identifierOf(doc: Doc): string | undefined {
  let found: string | undefined;
  for (const [name, value] of doc) {
    const names = name.startsWith('$')
      ? Array.isArray(value)
        ? value.map((item) => (item instanceof Map ? identifierOf(item) : undefined))
        : [undefined]
      : [name.split('.')[0]];
    for (const next of names) {
      if (next === undefined) continue;
      if (found !== undefined && found !== next) {
        throw new CommandError(
          9,
          `Error parsing array filter :: caused by :: Expected a single top-level field name, found '${found}' and '${next}'`,
        );
      }
      found = next;
    }
  }
  return found;
}

function checkIdentifiers(tree: UpdateTree, filters: ReadonlyMap<string, Filter>): void {
  const used = new Set<string>();
  collectIdentifiers(tree, used);
  for (const { identifier, path } of used.size === 0 ? [] : identifiersWithPaths(tree)) {
    if (!filters.has(identifier))
      throw new CommandError(2, `No array filter found for identifier '${identifier}' in path '${path}'`);
  }
  for (const identifier of filters.keys()) {
    if (!used.has(identifier))
      throw new CommandError(9, `The array filter for identifier '${identifier}' was not used in the update`);
  }
}

function collectIdentifiers(tree: UpdateTree, used: Set<string>): void {
  for (const [part, node] of tree.children) {
    if (isPositional(part) && part !== '$' && part !== '$[]') used.add(part.slice(2, -1));
    if (node.kind === 'tree') collectIdentifiers(node, used);
  }
}

function identifiersWithPaths(tree: UpdateTree): { identifier: string; path: string }[] {
  const found: { identifier: string; path: string }[] = [];
  const visit = (node: UpdateNode): void => {
    if (node.kind === 'tree') for (const child of node.children.values()) visit(child);
    else {
      for (const part of node.path.split('.')) {
        if (isPositional(part) && part !== '$' && part !== '$[]')
          found.push({ identifier: part.slice(2, -1), path: node.path });
      }
    }
  };
  visit(tree);
  return found;
}

function replacement(update: Doc): Update {
  for (const name of update.keys()) {
    if (name.startsWith('$')) {
      throw new CommandError(
        52,
        `The dollar ($) prefixed field '${name}' in '${name}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
      );
    }
  }
  return {
    kind: 'replacement',
    touches: undefined,
    apply(doc) {
      const id = doc.get('_id') ?? update.get('_id');
      const after = withIdFirst(update, id);
      if (doc.has('_id')) refuseAlteredId(doc.get('_id'), after.get('_id'));
      return sameValue(doc, after) ? undefined : after;
    },
  };
}

function withIdFirst(source: Doc, id: Value | undefined): Doc {
  const result: Doc = new Map();
  const own = source.get('_id') ?? id;
  if (own !== undefined) result.set('_id', own);
  for (const [name, value] of source) if (name !== '_id') result.set(name, value);
  return result;
}

/** A whole new document may say the same number in another type, as a key it is the same. */
function refuseAlteredId(before: Value | undefined, after: Value | undefined): void {
  if (before === after || (after !== undefined && compareValues(before, after) === 0)) return;
  throw new CommandError(
    66,
    `After applying the update, the (immutable) field '_id' was found to have been altered to _id: ${formatValue(after)}`,
  );
}

function pipelineUpdate(stages: readonly Value[], known: Known): Update {
  const run = parsePipelineUpdate(
    stages.map((stage) => {
      if (stage instanceof Map) return stage;
      throw new CommandError(
        14,
        `Each element of the 'pipeline' array must be an object, found ${typeName(stage)}`,
      );
    }),
    known,
  );
  return {
    kind: 'pipeline',
    touches: undefined,
    apply(doc, { now }) {
      const after = withIdFirst(run(cloneDoc(doc), now), doc.get('_id'));
      if (doc.has('_id')) refuseAlteredId(doc.get('_id'), after.get('_id'));
      return sameValue(doc, after) ? undefined : after;
    },
  };
}
