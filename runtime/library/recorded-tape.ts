import type { CompiledFlow } from '@/runtime/flow/compile';
import type { Interpreter } from '@/runtime/interpreter/interpreter';
import type { FlowLibrary } from '@/runtime/interpreter/walk';
import type { RecordedMove, RecordedTape } from '@/runtime/scenarios/replay-tape';
import type { ExecutionRecord } from '@/runtime/store/executions';
import { type FlowVersionRecord, FlowVersions, flowVersionId } from '@/runtime/store/flow-versions';
import { findFlow } from '@/runtime/store/flows';
import { readTapes } from './recorded-executions';

/**
 * Everything that an execution was recorded with, to be walked again by `replayTape`: messages, environments, every version of every
 * flow that it walked, and where it was brought from one version to another. `null` where the version it began with is not stored any
 * more. Reads only.
 */
export async function readRecordedTape(
  execution: ExecutionRecord,
  compile: Interpreter['compile'],
): Promise<RecordedTape | null> {
  const { moves = [], tape, flowId } = execution;
  const began = moves[0]?.fromVersion ?? execution.flowVersion;
  const steps = tape.flatMap((entry) => entry.steps);
  const versions = await readVersions(
    new Set([
      flowVersionId(flowId, began),
      ...moves.map(({ toVersion }) => flowVersionId(flowId, toVersion)),
      ...steps.map((step) => flowVersionId(step.flowId, step.flowVersion)),
    ]),
    compile,
  );
  const flow = versions.get(flowVersionId(flowId, began));
  if (!flow) return null;
  const [{ tapes, environments }, record] = await Promise.all([readTapes([execution]), findFlow(flowId)]);
  return {
    start: {
      executionId: execution._id,
      ticketId: execution.ticketId,
      // What it began again at later stands with the move.
      startNode: steps[0]?.nodeId ?? execution.startNodeId,
    },
    flow,
    entries: tapes[0] ?? [],
    environments,
    moves: moves.flatMap(
      ({ kind, afterEntries, toVersion, startNode, nextSeq, commands }): RecordedMove[] => {
        const target = versions.get(flowVersionId(flowId, toVersion));
        if (!target) return [];
        return [
          {
            kind,
            afterEntries,
            flow: target,
            ...(startNode === undefined ? {} : { startNode }),
            ...(nextSeq === undefined ? {} : { nextSeq }),
            ...(commands === undefined ? {} : { commands }),
          },
        ];
      },
    ),
    library: (entry) => libraryAt(execution, entry, versions, record?.bindings ?? {}),
  };
}

async function readVersions(
  ids: ReadonlySet<string>,
  compile: Interpreter['compile'],
): Promise<Map<string, CompiledFlow>> {
  const records = await FlowVersions.find({ _id: { $in: [...ids] } })
    .lean<FlowVersionRecord[]>()
    .exec();
  return new Map(records.map(({ _id, document, version }) => [_id, compile(document, version)]));
}

/** Which version of a called flow was published then is told by the steps that were walked in it. */
function libraryAt(
  { tape }: ExecutionRecord,
  entry: number,
  versions: ReadonlyMap<string, CompiledFlow>,
  bindings: Record<string, string>,
): FlowLibrary {
  return {
    bySlot(slot) {
      const id = bindings[`flow:${slot}`] ?? slot;
      const walked = tape[entry]?.steps.findLast((step) => step.flowId === id);
      return walked ? (versions.get(flowVersionId(id, walked.flowVersion)) ?? null) : null;
    },
    byVersion: (id, version) => versions.get(flowVersionId(id, version)) ?? null,
  };
}
