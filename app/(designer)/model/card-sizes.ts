import type { Environment } from '@/runtime/flow/facts';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import type { NodeRegistry } from '@/runtime/flow/node-definition';
import { cardSize, type Size } from '../canvas/card-size';
import { lostPorts, portsOf } from './node-ports';
import type { NodeWords } from './node-words';

/** Sizes of all cards of a flow, by node id: known without drawing them. */
export function cardSizes(
  flow: FlowDocument,
  registry: NodeRegistry,
  words: NodeWords,
  environment: Environment | null,
): Map<string, Size> {
  return new Map(
    flow.nodes.map((node) => {
      const ports = portsOf(node, registry);
      const count = ports.length + lostPorts(node, flow, ports).length;
      return [node.id, cardSize(words.summary(node, environment, flow), count)];
    }),
  );
}
