import { type CompiledFlow, compileFlow } from '@/runtime/flow/compile';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import type { NodeRegistry } from '@/runtime/flow/node-definition';
import { type Standing, standingIn, standingNode } from '@/runtime/interpreter/move-execution';
import { nativeCollection } from '@/runtime/store/define-model';
import { Executions } from '@/runtime/store/executions';
import type { MoveChoice } from '@/runtime/store/flow-moves';
import { type FlowVersionRecord, FlowVersions, flowVersionId } from '@/runtime/store/flow-versions';

export type { MoveChoice } from '@/runtime/store/flow-moves';

/** Executions that wait at one node, and where they would stand in a draft. */
export interface WaitingNode {
  /** Node of this flow that they stand at; where they stand in a called flow, the node that called. */
  nodeId: string;
  /** As the newest version that they walk has it. */
  nodeType: string;
  title: string | null;
  count: number;
  /** More wait in this flow than were looked at: the oldest were. */
  capped: boolean;
  /** Since when the longest waiting one does. */
  since: Date;
  /** Versions that they walk, the newest first. */
  versions: { version: number; count: number }[];
  standing: Standing;
  /** What may be chosen for them. */
  choices: MoveChoice[];
}

/** Executions looked at for one flow. */
const MOST = 10_000;

/** Those that need a decision come first. */
const ORDER: Record<Standing, number> = { gone: 0, changed: 1, called: 2, same: 2 };

/**
 * What waits in a flow, by node, and where it would stand in a draft of it: what a publisher looks at before he chooses.
 * Executions whose node is gone or of another type come first, then those of which there are most.
 */
export async function waitingExecutions(
  flowId: string,
  draft: FlowDocument,
  registry: NodeRegistry,
): Promise<WaitingNode[]> {
  const found = await nativeCollection(Executions)
    .find({ flowId, status: 'waiting' })
    .sort({ _id: 1 })
    .limit(MOST + 1)
    .project<Found>({ flowVersion: 1, updatedAt: 1, 'state.cursor': 1, 'state.frames.nodeId': 1 })
    .toArray();
  const capped = found.length > MOST;
  const target = compileFlow(draft, registry);
  const versions = await compileVersions(flowId, found, registry);
  const nodes = new Map<string, WaitingNode>();
  for (const execution of found.slice(0, MOST)) {
    const place = placeOf(execution, target, versions);
    if (place) count(nodes, execution, { ...place, capped });
  }
  return [...nodes.values()].toSorted(
    (one, other) => ORDER[one.standing] - ORDER[other.standing] || other.count - one.count,
  );
}

interface Found {
  _id: string;
  flowVersion: number;
  updatedAt: Date;
  state: { cursor: string | null; frames?: { nodeId: string }[] } | null;
}

type Place = Pick<WaitingNode, 'nodeId' | 'nodeType' | 'title' | 'standing'>;

function placeOf(
  { state, flowVersion }: Found,
  target: CompiledFlow,
  versions: ReadonlyMap<number, CompiledFlow>,
): Place | null {
  const present = versions.get(flowVersion);
  if (!state || !present) return null;
  const nodeId = standingNode(state);
  const node = present.nodes.get(nodeId);
  return {
    nodeId,
    nodeType: node?.type ?? '',
    title: node?.title ?? null,
    standing: standingIn({ cursor: state.cursor, frames: state.frames ?? [] }, target, present),
  };
}

function count(
  nodes: Map<string, WaitingNode>,
  { flowVersion, updatedAt }: Found,
  place: Place & { capped: boolean },
): void {
  const known = nodes.get(place.nodeId);
  const newest = known?.versions[0]?.version ?? -1;
  const standing = known && ORDER[known.standing] < ORDER[place.standing] ? known.standing : place.standing;
  const versions = known?.versions ?? [];
  const others = versions.filter(({ version }) => version !== flowVersion);
  const same = versions.find(({ version }) => version === flowVersion)?.count ?? 0;
  nodes.set(place.nodeId, {
    ...(known && newest >= flowVersion ? { ...place, nodeType: known.nodeType, title: known.title } : place),
    count: (known?.count ?? 0) + 1,
    since: known && known.since < updatedAt ? known.since : updatedAt,
    versions: [...others, { version: flowVersion, count: same + 1 }].toSorted(
      (one, other) => other.version - one.version,
    ),
    standing,
    choices: standing === 'same' || standing === 'called' ? ['stay', 'move', 'restart'] : ['stay', 'restart'],
  });
}

async function compileVersions(
  flowId: string,
  found: readonly Found[],
  registry: NodeRegistry,
): Promise<Map<number, CompiledFlow>> {
  const numbers = [...new Set(found.map(({ flowVersion }) => flowVersion))];
  const records = await FlowVersions.find({
    _id: { $in: numbers.map((version) => flowVersionId(flowId, version)) },
  })
    .lean<FlowVersionRecord[]>()
    .exec();
  return new Map(records.map(({ version, document }) => [version, compileFlow(document, registry, version)]));
}
