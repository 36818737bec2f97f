import { compileFlow } from '@/runtime/flow/compile';
import type { TapeStep } from '@/runtime/flow/execution';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import type { NodeRegistry } from '@/runtime/flow/node-definition';
import { createNodeNames, nodesOnTape } from '@/runtime/flow/node-names';
import { type NodeTexts, translatorOf } from '@/runtime/flow/node-translate';
import { stepSentence } from '@/runtime/flow/step-sentence';

/** One step of a tape in words. */
export interface ExplainedStep {
  step: TapeStep;
  /** The author's name of the node, else the title of its type. */
  node: string;
  /** The port it left by, in words; `null` where it left by none. */
  port: string | null;
  /** Why, as one or two sentences. */
  sentence: string;
}

export interface ExplainOptions {
  registry: NodeRegistry;
  language: string;
  /** The words of the node types in that language. */
  nodeTexts: NodeTexts;
}

/**
 * Tells the way of a ticket in sentences: "why is this here?". Works without the flow too (a version that is gone), with poorer
 * names.
 */
export function explainSteps(
  steps: readonly TapeStep[],
  flow: FlowDocument | null,
  { registry, language, nodeTexts }: ExplainOptions,
): ExplainedStep[] {
  const compiled = flow ? compileFlow(flow, registry) : null;
  const names = createNodeNames(nodeTexts, language);
  const nodeName = nodesOnTape(flow?.nodes ?? [], names);
  return steps.map((step) => {
    const node = compiled?.id === step.flowId ? compiled.nodes.get(step.nodeId) : undefined;
    const words = translatorOf(nodeTexts[step.nodeType], language);
    const typeTitle = nodeTexts[step.nodeType] ? words('title') : step.nodeType || step.nodeId;
    const definition = registry.get(step.nodeType);
    const ports = node && definition && node.invalid === null ? definition.ports(node.config) : [];
    const port = ports.find(({ id }) => id === step.port);
    return {
      step,
      node: node?.title || typeTitle,
      port: step.port === null ? null : names.portLabel(step.nodeType, port ?? { id: step.port }),
      sentence: stepSentence(step, words, compiled?.id === step.flowId ? nodeName : undefined),
    };
  });
}
