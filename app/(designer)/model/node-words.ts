import { type AbstractIntlMessages, createTranslator } from 'use-intl/core';
import type { Environment } from '@/runtime/flow/facts';
import type { FlowNode } from '@/runtime/flow/flow-document';
import type { NodeRegistry, PortDefinition, Translate } from '@/runtime/flow/node-definition';
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
  /** Name of a config field at any depth, `Categories › Label`; list positions count from 1. */
  fieldLabel(type: string, path: readonly string[]): string;
  /** Looks up any text of a type: `translate('time-range')('problems.noHours')`. */
  translate(type: string): Translate;
}

/** The library types its keys by the shape of one file of messages; node types bring texts of any shape. */
interface AnyTranslator {
  (key: string, values?: Record<string, string | number>): string;
  has(key: string): boolean;
}

/** @param texts the generated texts of one language, by node type */
export function createNodeWords(
  texts: NodeTexts,
  language: string,
  registry: NodeRegistry,
): NodeWords {
  const translators = new Map<string, { translate: Translate; has(key: string): boolean }>();
  const translatorOf = (type: string) => {
    const known = translators.get(type);
    if (known) return known;
    const messages: AbstractIntlMessages = texts[type] ?? {};
    const intl = createTranslator({
      locale: language,
      messages,
      // A missing text shows its key: better than a broken card, and a test compares the texts anyway.
      onError: () => undefined,
      getMessageFallback: ({ key }) => key,
    }) as unknown as AnyTranslator;
    const made = {
      translate: (key: string, values?: Record<string, string | number | boolean>) =>
        intl(key, values && wordsForBooleans(values)),
      has: (key: string) => intl.has(key),
    };
    translators.set(type, made);
    return made;
  };
  const text = (type: string, key: string, otherwise: string): string =>
    translatorOf(type).has(key) ? translatorOf(type).translate(key) : otherwise;
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
      if (config === null) return '';
      return definition.summary(config, translatorOf(node.type).translate, environment ?? undefined);
    },
    portLabel: (type, port) => port.label ?? text(type, `ports.${port.id}`, port.id),
    fieldLabel: (type, path) =>
      path
        .map((key, index) => {
          if (/^\d+$/.test(key)) return String(Number(key) + 1);
          const named = path.slice(0, index + 1).filter((part) => !/^\d+$/.test(part));
          return text(type, `fields.${named.join('.')}.label`, key);
        })
        .join(' › '),
    translate: (type) => translatorOf(type).translate,
  };
  return words;
}

/** ICU messages choose by words: `{open, select, true {...} other {...}}`. */
function wordsForBooleans(
  values: Record<string, string | number | boolean>,
): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, typeof value === 'boolean' ? String(value) : value]),
  );
}
