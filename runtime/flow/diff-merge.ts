import type { FlowDocument } from './flow-document';

/** A field that both sides changed. `mine` was kept; it can be undone. */
export interface MergeConflict {
  /** `nodes`, id, `config`, `subject` ... */
  path: string[];
  mine: unknown;
  theirs: unknown;
}

export interface Merge {
  flow: FlowDocument;
  conflicts: MergeConflict[];
}

/**
 * Joins two edits of the same flow, item by item and field by field. What only one side changed is taken from that side;
 * what both changed is taken from `mine` (the later edit) and told. An item that one side took away and the other
 * changed stays: no edit is lost. Serves concurrent editing, undo beside other people's edits, and upgrades of templates.
 * @param base the flow both started from
 */
export function mergeFlows(base: FlowDocument, mine: FlowDocument, theirs: FlowDocument): Merge {
  if (base === theirs) return { flow: mine, conflicts: [] };
  if (base === mine) return { flow: theirs, conflicts: [] };
  const { merged, conflicts } = mergeJson(base, mine, theirs);
  // Merging three flow documents key by key gives a flow document again: every value comes from one of them.
  return { flow: repairFlow(merged as FlowDocument), conflicts };
}

/** Joins two edits of the same JSON value by the rules of `mergeFlows`. */
export function mergeJson(
  base: unknown,
  mine: unknown,
  theirs: unknown,
): { merged: unknown; conflicts: MergeConflict[] } {
  const conflicts: MergeConflict[] = [];
  const note = (path: string[], left: unknown, right: unknown): void => {
    conflicts.push({ path, mine: left, theirs: right });
  };
  return { merged: mergeValues([base, mine, theirs], [], note), conflicts };
}

type Note = (path: string[], mine: unknown, theirs: unknown) => void;
type Sides<Value> = [base: Value, mine: Value, theirs: Value];

function mergeValues([base, mine, theirs]: Sides<unknown>, path: string[], note: Note): unknown {
  if (sameJson(mine, theirs) || sameJson(base, theirs)) return mine;
  if (sameJson(base, mine)) return theirs;
  if (isKeyedList(mine) && isKeyedList(theirs))
    return mergeLists([isKeyedList(base) ? base : [], mine, theirs], path, note);
  if (isRecord(mine) && isRecord(theirs))
    return mergeRecords([isRecord(base) ? base : {}, mine, theirs], path, note);
  note(path, mine, theirs);
  // Taken away here, changed there: the change stays.
  return mine === undefined ? theirs : mine;
}

function mergeRecords(
  [base, mine, theirs]: Sides<Record<string, unknown>>,
  path: string[],
  note: Note,
): unknown {
  const keys = new Set([...Object.keys(mine), ...Object.keys(theirs)]);
  const merged: Record<string, unknown> = {};
  for (const key of keys) {
    const value = mergeValues([base[key], mine[key], theirs[key]], [...path, key], note);
    if (value !== undefined) merged[key] = value;
  }
  return merged;
}

interface Keyed {
  [key: string]: unknown;
}

/** Lists of things with an id (nodes, edges, categories) are joined by id, in the order of `mine`. */
function mergeLists([base, mine, theirs]: Sides<Keyed[]>, path: string[], note: Note): unknown {
  const [before, right] = [byKey(base), byKey(theirs)];
  const left = byKey(mine);
  const order = [...left.keys(), ...[...right.keys()].filter((key) => !left.has(key))];
  const items = order.map((key) =>
    mergeValues([before.get(key), left.get(key), right.get(key)], [...path, key], note),
  );
  return items.filter((item) => item !== undefined);
}

/** What each side did was well formed; together an edge may have lost its end or a port may have two edges. */
export function repairFlow(flow: FlowDocument): FlowDocument {
  const nodes = new Set(flow.nodes.map((node) => node.id));
  const groups = new Set(flow.groups.map((group) => group.id));
  const taken = new Set<string>();
  const edges = flow.edges.filter((edge) => {
    const port = `${edge.from.node} ${edge.from.port}`;
    if (taken.has(port) || !nodes.has(edge.from.node) || !nodes.has(edge.to)) return false;
    taken.add(port);
    return true;
  });
  const { catchNode, ...settings } = flow.settings;
  return {
    ...flow,
    edges,
    nodes: flow.nodes.map((node) => {
      if (node.group === undefined || groups.has(node.group)) return node;
      const { group: _gone, ...rest } = node;
      return rest;
    }),
    settings: {
      ...settings,
      ...(catchNode !== undefined && nodes.has(catchNode) ? { catchNode } : {}),
      handlers: settings.handlers.filter((handler) => nodes.has(handler.node)),
    },
  };
}

/** Whether two JSON values say the same, whatever the order of their keys; a key without value counts as missing. */
export function sameJson(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (Array.isArray(left) && Array.isArray(right))
    return left.length === right.length && left.every((item, index) => sameJson(item, right[index]));
  if (!isRecord(left) || !isRecord(right)) return false;
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].every((key) => sameJson(left[key], right[key]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isKeyedList(value: unknown): value is Keyed[] {
  if (!Array.isArray(value)) return false;
  const keys = value.map(keyOf);
  return keys.every((key) => key !== undefined) && new Set(keys).size === keys.length;
}

/** What a list's items are told apart by: their id or name. */
export function keyOf(item: unknown): string | undefined {
  if (!isRecord(item)) return undefined;
  for (const name of ['id', 'name']) {
    const value = item[name];
    if (typeof value === 'string') return value;
  }
  return undefined;
}

function byKey(items: Keyed[]): Map<string, Keyed> {
  return new Map(items.map((item) => [keyOf(item) ?? '', item]));
}
