import type { Environment } from '@/runtime/flow/facts';
import type { FlowNode } from '@/runtime/flow/flow-document';
import type { NodeRegistry, PortDefinition, Translate } from '@/runtime/flow/node-definition';
import { type NodeTexts, translatorOf } from '@/runtime/flow/node-translate';
import { lenientConfig } from './lenient-config';

/** Everything a person reads about nodes, in one language. */
export interface NodeWords {
  language: string;
  /** All texts as they were loaded, for `problemSentence` and the like. */
  texts: NodeTexts;
  /** The type's own title; the type's name where it is unknown here. */
  typeTitle(type: string): string;
  description(type: string): string;
  /** The author's name for the node, else the title of its type. */
  title(node: Pick<FlowNode, 'type' | 'title'>): string;
  /** One line that says what the node does. */
  summary(node: FlowNode, environment: Environment | null): string;
  portLabel(type: string, port: Pick<PortDefinition, 'id' | 'label'>): string;
  /** Name of a config field at any depth, `Categories › 1 › Label`; list positions count from 1. */
  fieldLabel(type: string, path: readonly string[]): string;
  /** Looks up any text of a type: `translate(type)('problems.noHours')`. */
  translate(type: string): Translate;
}

/** @param texts the generated texts of one language, by node type */
export function createNodeWords(texts: NodeTexts, language: string, registry: NodeRegistry): NodeWords {
  const translate = (type: string): Translate => translatorOf(texts[type], language);
  /** A missing text comes back as its key. */
  const text = (type: string, key: string, otherwise: string): string => {
    const found = translate(type)(key);
    return found === key ? otherwise : found;
  };
  const words: NodeWords = {
    language,
    texts,
    typeTitle: (type) => text(type, 'title', type),
    description: (type) => text(type, 'description', ''),
    title: (node) => node.title || words.typeTitle(node.type),
    summary: (node, environment) => {
      const definition = registry.get(node.type);
      if (!definition?.summary) return '';
      const config = lenientConfig(node, definition);
      return config === null
        ? ''
        : definition.summary(config, translate(node.type), environment ?? undefined);
    },
    portLabel: (type, port) => port.label ?? text(type, `ports.${port.id}`, port.id),
    fieldLabel: (type, path) =>
      path
        .map((key, index) => {
          if (isPosition(key)) return String(Number(key) + 1);
          const named = path.slice(0, index + 1).filter((part) => !isPosition(part));
          return text(type, `fields.${named.join('.')}.label`, key);
        })
        .join(' › '),
    translate,
  };
  return words;
}

function isPosition(key: string): boolean {
  return /^\d+$/.test(key);
}
