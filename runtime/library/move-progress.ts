import { type FlowMoveRecord, FlowMoves, type MoveChoice } from '@/runtime/store/flow-moves';

/** How far waiting executions have been brought to a new version. */
export interface MoveProgress {
  id: string;
  flowId: string;
  toVersion: number;
  choices: Record<string, MoveChoice>;
  state: FlowMoveRecord['state'];
  /** Executions that waited when it began. */
  total: number;
  moved: number;
  restarted: number;
  /** Those that were left on their version: chosen so, ended meanwhile, or not to be moved. */
  stayed: number;
  startedAt: Date;
  finishedAt: Date | null;
  by: string | null;
}

export async function readMove(moveId: string): Promise<MoveProgress | null> {
  const record = await FlowMoves.findById(moveId).lean<FlowMoveRecord>().exec();
  return record ? progressOf(record) : null;
}

/** The newest first. */
export async function movesOfFlow(flowId: string, limit = 20): Promise<MoveProgress[]> {
  const records = await FlowMoves.find({ flowId })
    .sort({ startedAt: -1 })
    .limit(limit)
    .lean<FlowMoveRecord[]>()
    .exec();
  return records.map(progressOf);
}

function progressOf(record: FlowMoveRecord): MoveProgress {
  const { _id, flowId, toVersion, choices, state, total, moved, restarted, stayed } = record;
  const { startedAt, finishedAt, by } = record;
  return {
    id: _id,
    flowId,
    toVersion,
    choices: Object.fromEntries(choices.map(({ node, choice }) => [node, choice])),
    state,
    total,
    moved,
    restarted,
    stayed,
    startedAt,
    finishedAt,
    by,
  };
}
