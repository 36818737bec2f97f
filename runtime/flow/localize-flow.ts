import * as z from 'zod';
import type { FlowDocument, FlowNode } from './flow-document';
import type { Json } from './json';

/** The words of a template in one language: `flows/<name>/texts.<language>.json`. */
export const flowTextsSchema = z.object({
  name: z.string().optional(),
  description: z.string().optional(),
  nodes: z
    .record(
      z.string(),
      z.object({
        title: z.string().optional(),
        /** Settings that are one text. */
        settings: z.record(z.string(), z.string()).optional(),
        /** Names in lists whose items have an id (categories, ways): list -> id -> name. */
        names: z.record(z.string(), z.record(z.string(), z.string())).optional(),
      }),
    )
    .default({}),
});
export type FlowTexts = z.infer<typeof flowTextsSchema>;
type NodeWords = FlowTexts['nodes'][string];

/**
 * A template in another language: names of the flow, its nodes and its categories. Ids, slots and wiring stay, and texts for customers
 * exist in every language anyway. What the texts do not name stays as it is.
 */
export function localizeFlow(flow: FlowDocument, texts: FlowTexts): FlowDocument {
  return {
    ...flow,
    name: texts.name ?? flow.name,
    description: texts.description ?? flow.description,
    nodes: flow.nodes.map((node) => localizeNode(node, texts.nodes[node.id])),
  };
}

function localizeNode(node: FlowNode, words: NodeWords | undefined): FlowNode {
  if (!words) return node;
  const config = { ...node.config, ...words.settings };
  for (const [list, names] of Object.entries(words.names ?? {})) {
    const items = config[list];
    if (Array.isArray(items)) config[list] = items.map((item) => renameItem(item, names));
  }
  return { ...node, ...(words.title === undefined ? {} : { title: words.title }), config };
}

function renameItem(item: Json, names: Record<string, string>): Json {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return item;
  const name = typeof item.id === 'string' ? names[item.id] : undefined;
  return name === undefined ? item : { ...item, name };
}
