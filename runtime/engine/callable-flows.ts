import { compileFlow } from '@/runtime/flow/compile';
import type { CalledFlow, Environment } from '@/runtime/flow/facts';
import { calledFlow } from '@/runtime/flow/flow-calls';
import type { NodeRegistry } from '@/runtime/flow/node-definition';
import { flowVersionId } from '@/runtime/store/flow-versions';
import { type FlowRecord, Flows } from '@/runtime/store/flows';
import { createKnownVersions } from './known-versions';

type ListedFlow = Pick<FlowRecord, '_id' | 'state' | 'publishedVersion' | 'bindings'> & {
  document: { name: string };
};

/**
 * Gives what a flow's author and the checks need to know of all flows that can be called, published or not; archived ones are none.
 * A version never changes: each is read once.
 */
export function createCallableFlows(registry: NodeRegistry): () => Promise<CalledFlow[]> {
  const versions = createKnownVersions((document) => compileFlow(document, registry));
  return async () => {
    const flows = await Flows.find({ state: { $ne: 'archived' } })
      .select('document.name state publishedVersion bindings')
      .lean<ListedFlow[]>()
      .exec();
    const known = await versions(flows.filter(isPublished).map(versionOf));
    return flows.map((flow) => {
      const compiled = isPublished(flow) ? known.get(versionOf(flow)) : undefined;
      const { name } = flow.document;
      return compiled
        ? { ...calledFlow(compiled, flow.bindings), name }
        : { id: flow._id, name, published: false };
    });
  };
}

/** The environment of a flow with these bindings, and in it the flows that it could call. */
export function withCallableFlows(
  environment: Environment,
  flows: readonly CalledFlow[],
  bindings: Record<string, string>,
): Environment {
  const bySlot = Object.fromEntries(flows.map((flow) => [flow.id, flow]));
  for (const [slot, id] of Object.entries(bindings)) {
    const flow = slot.startsWith('flow:') ? bySlot[id] : undefined;
    if (flow) bySlot[slot.slice('flow:'.length)] = flow;
  }
  return { ...environment, flows: bySlot };
}

function isPublished({ state, publishedVersion }: ListedFlow): boolean {
  return state === 'published' && publishedVersion !== null;
}

function versionOf({ _id, publishedVersion }: ListedFlow): string {
  return flowVersionId(_id, publishedVersion ?? 0);
}
