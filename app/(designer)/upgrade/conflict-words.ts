import type { FlowDocument } from '@/runtime/flow/flow-document';
import type { UpgradeConflict } from '@/runtime/flow/merge-upgrade';
import type { NodeRegistry } from '@/runtime/flow/node-definition';
import type { NodeNames } from '@/runtime/flow/node-names';
import { portName } from '../model/node-ports';

/** Parts of a flow beside its nodes that both sides may have changed. */
const flowParts = [
  'description',
  'variables',
  'groups',
  'notes',
  'fallbackQueue',
  'catchNode',
  'handlers',
  'languages',
  'other',
] as const;
type FlowPart = (typeof flowParts)[number];

/** What a conflict is about and what each side has, as far as words go. */
export interface ConflictWords {
  /** A setting of a node, its name, or all of it; where an exit leads; or something of the flow itself, by its name. */
  kind: 'setting' | 'name' | 'node' | 'route' | FlowPart;
  /** The node's title, or the name of a variable, group ... */
  title: string;
  /** The setting's or exit's name. */
  part: string;
  /** `null`: it is taken away on that side. */
  mine: string | null;
  theirs: string | null;
}

/** Longer values are cut: they are there to be told apart. */
const LONGEST = 160;

/** Puts a conflict into names that a person knows from the canvas. */
export function conflictWords(
  { path, mine, theirs }: UpgradeConflict,
  flows: { mine: FlowDocument; theirs: FlowDocument },
  words: NodeNames,
  registry: NodeRegistry,
): ConflictWords {
  const nodeOf = (id: string | undefined) =>
    flows.mine.nodes.find((node) => node.id === id) ?? flows.theirs.nodes.find((node) => node.id === id);
  const titleOf = (id: string): string => {
    const node = nodeOf(id);
    return node ? words.title(node) : id;
  };
  const [area, item = '', ...rest] = path;
  if (area === 'edges') {
    const [id = '', port = ''] = item.split(' ');
    const node = nodeOf(id);
    const target = (value: unknown): string | null => {
      const to = typeof value === 'object' && value !== null ? Reflect.get(value, 'to') : value;
      return typeof to === 'string' ? titleOf(to) : null;
    };
    return {
      kind: 'route',
      title: titleOf(id),
      part: node ? portName(node, port, words, registry) : port,
      mine: target(mine),
      theirs: target(theirs),
    };
  }
  const node = area === 'nodes' ? nodeOf(item) : undefined;
  if (!node) {
    const name = area === 'settings' ? item : area;
    const kind = flowParts.find((known) => known === name) ?? 'other';
    return { kind, title: item, part: path.join(', '), mine: shown(mine), theirs: shown(theirs) };
  }
  if (rest.length === 0 || rest[0] === 'body')
    return {
      kind: 'node',
      title: words.title(node),
      part: '',
      mine: mine === undefined ? null : words.title(node),
      theirs: theirs === undefined ? null : words.title(node),
    };
  const values = { title: words.title(node), mine: shown(mine), theirs: shown(theirs) };
  if (rest[0] !== 'config')
    return { kind: rest[0] === 'title' ? 'name' : 'other', part: path.join(', '), ...values };
  return { kind: 'setting', part: words.fieldLabel(node.type, rest.slice(1)), ...values };
}

/** A value as one line; texts of a list stand beside each other. */
function shown(value: unknown): string | null {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value !== 'object') return cut(String(value));
  const parts: string[] = [];
  collect(value, parts);
  return parts.length === 0 ? null : cut(parts.join(' · '));
}

function collect(value: unknown, parts: string[]): void {
  if (value === null || value === undefined) return;
  if (typeof value === 'object') for (const inner of Object.values(value)) collect(inner, parts);
  else parts.push(String(value));
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
