import type { FlowNode } from './flow-document';
import { localizedText } from './localized';
import type { NameOfNode, PortDefinition } from './node-definition';
import { type NodeTexts, translatorOf } from './node-translate';

const textLanguages: ReadonlySet<string> = new Set(['de', 'en']);

/** What nodes and their parts are called, in one language. */
export interface NodeNames {
  language: string;
  /** The type's own title; the type's name where it is unknown here. */
  typeTitle(type: string): string;
  /** The author's name for the node, else the title of its type. */
  title(node: Pick<FlowNode, 'type' | 'title'>): string;
  portLabel(type: string, port: Pick<PortDefinition, 'id' | 'label' | 'labels'>): string;
  /** Name of a config field at any depth, `Categories › 1 › Label`; list positions count from 1. */
  fieldLabel(type: string, path: readonly string[]): string;
  /** What a choice of a field is called; the value itself where it is none. */
  optionLabel(type: string, path: readonly string[], value: string): string;
}

/** @param texts the generated texts of one language, by node type */
export function createNodeNames(texts: NodeTexts, language: string): NodeNames {
  /** A missing text comes back as its key. */
  const text = (type: string, key: string, otherwise: string): string => {
    const found = translatorOf(texts[type], language)(key);
    return found === key ? otherwise : found;
  };
  const typeTitle = (type: string) => text(type, 'title', type);
  return {
    language,
    typeTitle,
    title: (node) => node.title || typeTitle(node.type),
    portLabel: (type, port) =>
      (port.labels && localizedText(port.labels, language)) ||
      (port.label ?? text(type, `ports.${port.id}`, port.id)),
    fieldLabel: (type, path) =>
      path
        .map((key, index) => {
          if (isPosition(key)) return String(Number(key) + 1);
          const named = path.slice(0, index + 1).filter((part) => !isPosition(part));
          return text(type, `fields.${named.join('.')}.label`, languageName(key, language) ?? key);
        })
        .join(' › '),
    optionLabel: (type, path, value) =>
      // A dot would lead into another text.
      value.includes('.')
        ? value
        : text(type, `fields.${path.filter((key) => !isPosition(key)).join('.')}.options.${value}`, value),
  };
}

/** What the nodes of a flow are called, by their ids. */
export function nodesByName(nodes: readonly FlowNode[], names: Pick<NodeNames, 'title'>): NameOfNode {
  return (nodeId) => {
    const node = nodes.find(({ id }) => id === nodeId);
    return node ? names.title(node) : null;
  };
}

/**
 * As `nodesByName`, for what a tape says: there a node stands with its title, and with its id only where it had none. A title that
 * reads like the id of another node stays a title.
 */
export function nodesOnTape(nodes: readonly FlowNode[], names: Pick<NodeNames, 'title'>): NameOfNode {
  const byName = nodesByName(nodes, names);
  return (recorded) => (nodes.some(({ title }) => title === recorded) ? null : byName(recorded));
}

function isPosition(key: string): boolean {
  return /^\d+$/.test(key);
}

/** Texts lie under the languages that they are in: `de` is German to its reader. */
function languageName(key: string, reader: string): string | undefined {
  return textLanguages.has(key) ? new Intl.DisplayNames([reader], { type: 'language' }).of(key) : undefined;
}
