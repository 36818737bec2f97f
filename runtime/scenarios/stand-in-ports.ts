import { DomainError } from '@/runtime/domain-error';
import { type CompiledFlow, compileFlow } from '@/runtime/flow/compile';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import { go, type NodeDefinition, type NodeRegistry } from '@/runtime/flow/node-definition';
import type { ActivityAnswer, ActivityQuestion } from './simulation';

/** What a stood-in node is answered: no activity gives this. */
const MARK = 'stellwerk:standInPort';

/**
 * Compiles a draft in which some nodes leave by a given port wherever their activity asks something that nobody answered at
 * the time. A node that sorts tickets writes the port into its field as well, so that conditions after it see it.
 * @param ports node id -> port id
 * @throws DomainError `standInNode` for a node that is not there, `standInPort` for a port that it does not have
 */
export function standInPorts(
  document: FlowDocument,
  registry: NodeRegistry,
  ports: Readonly<Record<string, string>>,
): { flow: CompiledFlow; standIn: (question: ActivityQuestion) => ActivityAnswer | null } {
  const wrapped = new Map([...registry].map(([type, definition]) => [type, answeredByPort(definition)]));
  const flow = compileFlow(document, wrapped);
  for (const [nodeId, port] of Object.entries(ports)) checkPort(flow, nodeId, port);
  return {
    flow,
    standIn({ nodeId, flow: asking }) {
      const port = asking.id === flow.id ? ports[nodeId] : undefined;
      return port === undefined ? null : { result: { [MARK]: port } };
    },
  };
}

function checkPort(flow: CompiledFlow, nodeId: string, port: string): void {
  const node = flow.nodes.get(nodeId);
  if (!node)
    throw new DomainError('invalid', 'standInNode', `The flow has no node "${nodeId}".`, { node: nodeId });
  if (!node.ports.has(port)) {
    const known = [...node.ports.keys()].join(', ');
    throw new DomainError(
      'invalid',
      'standInPort',
      `"${nodeId}" has no port "${port}"; it has ${known || 'none'}.`,
      { node: nodeId, port },
    );
  }
}

function answeredByPort(definition: NodeDefinition): NodeDefinition {
  const { resume } = definition;
  if (!resume) return definition;
  return {
    ...definition,
    resume(context) {
      const { event, config } = context;
      const result = event.type === 'activityCompleted' ? event.result : null;
      const port =
        typeof result === 'object' && result !== null && !Array.isArray(result) ? result[MARK] : undefined;
      if (typeof port !== 'string') return resume(context);
      const sorts = definition.sorts?.(config);
      const isOption = sorts?.options.some(({ value }) => value === port);
      return go(
        port,
        sorts && isOption ? { commands: [{ type: 'setTicketFields', fields: { [sorts.field]: port } }] } : {},
      );
    },
  };
}
