import type { CompiledFlow } from '@/runtime/flow/compile';
import type { Interpreter } from '@/runtime/interpreter/interpreter';
import type { FlowLibrary } from '@/runtime/interpreter/walk';
import {
  type FlowVersionRecord,
  FlowVersions,
  findFlowVersion,
  flowVersionId,
} from '@/runtime/store/flow-versions';
import { findPublishedFlows } from '@/runtime/store/flows';
import { type BoundFlows, readBoundFlows } from './bound-flows';
import { createRefreshed } from './refreshed';

export interface PublishedFlow {
  flow: CompiledFlow;
  bindings: Record<string, string>;
}

/** Flow versions, read once and kept compiled: they never change. */
export interface FlowShelf {
  /** Published flows, oldest first. */
  published(): Promise<PublishedFlow[]>;
  /** Flows that mail to an address walks, whatever is published. */
  bound(): Promise<BoundFlows>;
  /** One version; `null` when it is not in the store. */
  version(flowId: string, version: number): Promise<CompiledFlow | null>;
  /** Where an execution finds the flows that it calls: published ones by slot, those it is inside of by version. */
  library(
    inside: { flowId: string; flowVersion: number }[],
    bindings: Record<string, string>,
  ): Promise<FlowLibrary>;
  forget(): void;
}

/** Old versions that no execution walks any more leave the shelf when there are more than this. */
const maxKept = 500;

export function createFlowShelf(interpreter: Interpreter, now: () => number, maxAgeMs = 1000): FlowShelf {
  const compiled = new Map<string, CompiledFlow>();

  function keep(record: FlowVersionRecord): CompiledFlow {
    if (compiled.size >= maxKept) compiled.clear();
    const flow = interpreter.compile(record.document, record.version);
    compiled.set(record._id, flow);
    return flow;
  }

  const published = createRefreshed<PublishedFlow[]>(
    async () => {
      const flows = await findPublishedFlows();
      const ids = flows.map((flow) => flowVersionId(flow._id, flow.publishedVersion ?? 0));
      const missing = ids.filter((id) => !compiled.has(id));
      if (missing.length > 0) {
        const records = await FlowVersions.find({ _id: { $in: missing } })
          .lean<FlowVersionRecord[]>()
          .exec();
        records.forEach(keep);
      }
      return flows.flatMap((record, index) => {
        const flow = compiled.get(ids[index] ?? '');
        return flow ? [{ flow, bindings: record.bindings }] : [];
      });
    },
    maxAgeMs,
    now,
  );

  async function version(flowId: string, number: number): Promise<CompiledFlow | null> {
    const known = compiled.get(flowVersionId(flowId, number));
    if (known) return known;
    const record = await findFlowVersion(flowId, number);
    return record ? keep(record) : null;
  }

  const bound = createRefreshed(() => readBoundFlows(version), maxAgeMs, now);

  return {
    published: () => published.get(),
    bound: () => bound.get(),
    version,
    async library(inside, bindings) {
      const flows = await published.get();
      const entered = new Map<string, CompiledFlow>();
      for (const { flowId, flowVersion } of inside) {
        const flow = await version(flowId, flowVersion);
        if (flow) entered.set(flowVersionId(flowId, flowVersion), flow);
      }
      const find = (id: string) => flows.find(({ flow }) => flow.id === id)?.flow ?? null;
      return {
        bySlot: (slot) => find(bindings[`flow:${slot}`] ?? slot),
        byVersion: (flowId, number) =>
          entered.get(flowVersionId(flowId, number)) ?? compiled.get(flowVersionId(flowId, number)) ?? null,
      };
    },
    forget() {
      published.forget();
      bound.forget();
    },
  };
}
