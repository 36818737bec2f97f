'use client';

import { nodeRegistry } from '@/nodes/registry.generated';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import { takesEdges } from '../../model/node-ports';
import { useNodeWords } from '../../use-node-words';

/**
 * Nodes that a way can lead to, for a field that chooses one. Those of one title are told apart by what they do, else by their
 * place in the flow. What is chosen already is always among them.
 */
export function useNodeChoices(flow: Pick<FlowDocument, 'nodes'>, chosen: string | null, without?: string) {
  const words = useNodeWords();
  const nodes = flow.nodes.filter(
    ({ id, type }) => id !== without && (id === chosen || takesEdges(type, nodeRegistry)),
  );
  return nodes.map((node) => ({ value: node.id, label: titleOf(node) }));

  function titleOf(node: (typeof nodes)[number]): string {
    const title = words.title(node);
    const twins = nodes.filter((other) => words.title(other) === title);
    if (twins.length < 2) return title;
    const summary = words.summary(node, null, flow);
    const alike = twins.filter((other) => words.summary(other, null, flow) === summary);
    const name = summary === '' ? title : `${title} – ${summary}`;
    return alike.length < 2 ? name : `${name} (${alike.indexOf(node) + 1})`;
  }
}
