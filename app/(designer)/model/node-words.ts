import type { Environment } from '@/runtime/flow/facts';
import { fieldName } from '@/runtime/flow/field-name';
import type { FlowDocument, FlowNode } from '@/runtime/flow/flow-document';
import type { NodeRegistry, Translate } from '@/runtime/flow/node-definition';
import { createNodeNames, type NodeNames, nodesByName } from '@/runtime/flow/node-names';
import { type NodeTexts, translatorOf } from '@/runtime/flow/node-translate';
import { parseTemplate } from '@/runtime/flow/template-text';
import { lenientConfig } from './lenient-config';

/** Everything a person reads about nodes, in one language. */
export interface NodeWords extends NodeNames {
  /** All texts as they were loaded, for `problemSentence` and the like. */
  texts: NodeTexts;
  description(type: string): string;
  /** One line that says what the node does; other nodes of its flow are called by their names. */
  summary(node: FlowNode, environment: Environment | null, flow: Pick<FlowDocument, 'nodes'>): string;
  /** Looks up any text of a type: `translate(type)('problems.noHours')`. */
  translate(type: string): Translate;
}

/** @param texts the generated texts of one language, by node type */
export function createNodeWords(texts: NodeTexts, language: string, registry: NodeRegistry): NodeWords {
  const translate = (type: string): Translate => translatorOf(texts[type], language);
  const names = createNodeNames(texts, language);
  return {
    ...names,
    texts,
    description: (type) => {
      const found = translate(type)('description');
      return found === 'description' ? '' : found;
    },
    summary: (node, environment, flow) => {
      const definition = registry.get(node.type);
      if (!definition?.summary) return '';
      const config = lenientConfig(node, definition);
      if (config === null) return '';
      const nodes = nodesByName(flow.nodes, names);
      return withNamedPlaces(
        definition.summary(config, translate(node.type), environment ?? undefined, nodes),
        language,
      );
    },
    translate,
  };
}

/** `Dear {{customer.name|customer}}` as a person reads it: Dear [Customer: Name]. */
function withNamedPlaces(summary: string, language: string): string {
  if (!summary.includes('{{')) return summary;
  return parseTemplate(summary)
    .parts.map((part) => (typeof part === 'string' ? part : `[${fieldName(part.path, language)}]`))
    .join('');
}
