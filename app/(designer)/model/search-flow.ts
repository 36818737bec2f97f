import type { Environment } from '@/runtime/flow/facts';
import type { FlowDocument, FlowNode } from '@/runtime/flow/flow-document';
import type { Json } from '@/runtime/flow/json';
import type { NodeRegistry } from '@/runtime/flow/node-definition';
import { portsOf } from './node-ports';
import type { NodeWords } from './node-words';

export interface SearchHit {
  kind: 'node' | 'note' | 'group';
  id: string;
  /** The field that holds the text; empty where it is a title or port. */
  path: (string | number)[];
}

interface SearchSurroundings {
  registry: NodeRegistry;
  words: NodeWords;
  environment: Environment | null;
}

/** Places of a text in a flow, each node, note and group once, in the order of the canvas from left to right. */
export function searchFlow(flow: FlowDocument, text: string, surroundings: SearchSurroundings): SearchHit[] {
  const { language } = surroundings.words;
  const wanted = text.trim().toLocaleLowerCase(language);
  if (wanted === '') return [];
  const has = (value: string): boolean => value.toLocaleLowerCase(language).includes(wanted);
  const found = [
    ...flow.nodes.flatMap((node) => {
      const path = pathInNode(node, has, flow, surroundings);
      return path ? [{ hit: { kind: 'node' as const, id: node.id, path }, position: node.position }] : [];
    }),
    ...flow.notes
      .filter((note) => has(note.text))
      .map((note) => ({ hit: { kind: 'note' as const, id: note.id, path: [] }, position: note.position })),
    ...flow.groups
      .filter((group) => has(group.title))
      .flatMap(({ id }) => {
        const first = nodesInGroup(flow, id)[0];
        return first ? [{ hit: { kind: 'group' as const, id, path: [] }, position: first.position }] : [];
      }),
  ];
  return found
    .sort((left, right) => left.position.x - right.position.x || left.position.y - right.position.y)
    .map(({ hit }) => hit);
}

/** The nodes of a group, the leftmost first. */
export function nodesInGroup(flow: FlowDocument, group: string): FlowNode[] {
  return flow.nodes
    .filter((node) => node.group === group)
    .sort((one, other) => one.position.x - other.position.x || one.position.y - other.position.y);
}

function pathInNode(
  node: FlowNode,
  has: (value: string) => boolean,
  flow: FlowDocument,
  { registry, words, environment }: SearchSurroundings,
): (string | number)[] | null {
  const inConfig = pathInValue(node.config, has, []);
  if (inConfig) return inConfig;
  const shown = [
    words.title(node),
    words.typeTitle(node.type),
    words.summary(node, environment, flow),
    node.id,
    ...portsOf(node, registry).map((port) => words.portLabel(node.type, port)),
  ];
  return shown.some(has) ? [] : null;
}

function pathInValue(
  value: Json,
  has: (value: string) => boolean,
  path: (string | number)[],
): (string | number)[] | null {
  if (typeof value === 'string' || typeof value === 'number') return has(String(value)) ? path : null;
  if (value === null || typeof value !== 'object') return null;
  const entries: [string | number, Json][] = Array.isArray(value)
    ? value.map((item, index) => [index, item])
    : Object.entries(value);
  for (const [key, item] of entries) {
    const found = pathInValue(item, has, [...path, key]);
    if (found) return found;
  }
  return null;
}
