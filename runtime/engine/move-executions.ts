import type { CompiledFlow } from '@/runtime/flow/compile';
import { moveExecution, standingNode } from '@/runtime/interpreter/move-execution';
import { nativeCollection } from '@/runtime/store/define-model';
import { type ExecutionRecord, Executions, findExecutionsById } from '@/runtime/store/executions';
import { type FlowMoveRecord, FlowMoves } from '@/runtime/store/flow-moves';
import { findFlow } from '@/runtime/store/flows';
import { appendLiveEvents } from '@/runtime/store/live-events';
import { newId } from '@/runtime/store/new-id';
import type { EngineContext } from './engine-context';
import { moveRecord, restartUpdate } from './restart-update';

export interface MovingContext extends Pick<EngineContext, 'flows' | 'now' | 'reached'> {
  nudge(what: 'advance'): void;
}

/** Executions looked at between two savings of the progress. */
const BATCH = 100;
const LEASE_MS = 30_000;
/** Executions that are at work are looked at again so many times, one job's pause apart; then they stay. */
const MOST_ROUNDS = 30;

/**
 * Carries out what publishers have chosen for executions that wait: each is moved, restarted or left, exactly once. A
 * worker that dies leaves it to the next one, which looks again at the batch that was in hand. An execution that a worker
 * takes further at the same moment is not touched: its revision tells, and it is looked at again.
 * @returns how many executions were looked at
 */
export async function moveExecutions(context: MovingContext): Promise<number> {
  let looked = 0;
  for (let move = await claim(context); move; move = await claim(context)) {
    const done = await carryOut(context, move);
    looked += done.looked;
    if (!done.finished) break;
  }
  return looked;
}

async function claim({ now }: MovingContext): Promise<FlowMoveRecord | null> {
  const at = now();
  return FlowMoves.findOneAndUpdate(
    { state: { $in: ['waiting', 'running'] }, leaseUntil: { $lte: new Date(at) } },
    { $set: { owner: newId(at), leaseUntil: new Date(at + LEASE_MS) } },
    { returnDocument: 'after', sort: { leaseUntil: 1 } },
  )
    .lean<FlowMoveRecord>()
    .exec();
}

async function carryOut(
  context: MovingContext,
  claimed: FlowMoveRecord,
): Promise<{ looked: number; finished: boolean }> {
  let move: FlowMoveRecord | null = await begin(claimed);
  let looked = 0;
  const target = move && (await targetOf(context, move));
  while (move && target) {
    const ids: string[] = move.batch.length > 0 ? move.batch : await nextBatch(move);
    if (ids.length === 0) break;
    move = await keep(move, { batch: ids }, context);
    await context.reached('moves:begun');
    if (!move) return { looked, finished: true };
    const counted = await moveBatch(context, move, target, ids);
    looked += ids.length;
    await context.reached('moves:moved');
    move = await count(context, move, ids, counted);
    await context.reached('moves:counted');
  }
  if (!move) return { looked, finished: true };
  return { looked, finished: await finishOrRest(context, move, target !== null) };
}

/** Counts what waits, once. */
async function begin(move: FlowMoveRecord): Promise<FlowMoveRecord | null> {
  if (move.state === 'running') return move;
  const total = await nativeCollection(Executions).countDocuments({
    flowId: move.flowId,
    status: 'waiting',
    flowVersion: { $ne: move.toVersion },
  });
  return update(move, { $set: { total, state: 'running' } });
}

/** The version to go to; `null` where another one has been published since: who published that has chosen anew. */
async function targetOf(context: MovingContext, move: FlowMoveRecord): Promise<CompiledFlow | null> {
  const flow = await findFlow(move.flowId);
  if (flow?.publishedVersion !== move.toVersion) return null;
  return context.flows.version(move.flowId, move.toVersion);
}

async function nextBatch(move: FlowMoveRecord): Promise<string[]> {
  const found = await nativeCollection(Executions)
    .find({
      flowId: move.flowId,
      status: 'waiting',
      ...(move.cursor === null ? {} : { _id: { $gt: move.cursor } }),
    })
    .sort({ _id: 1 })
    .limit(BATCH)
    .project<{ _id: string }>({ _id: 1 })
    .toArray();
  return found.map(({ _id }) => _id);
}

type Fate = 'moved' | 'restarted' | 'stayed' | 'busy';

async function moveBatch(
  context: MovingContext,
  move: FlowMoveRecord,
  target: CompiledFlow,
  ids: string[],
): Promise<Map<string, Fate>> {
  const fates = new Map<string, Fate>();
  for (const execution of await findExecutionsById(ids)) {
    fates.set(execution._id, await moveOne(context, move, target, execution));
  }
  if ([...fates.values()].includes('restarted')) context.nudge('advance');
  return fates;
}

async function moveOne(
  context: MovingContext,
  move: FlowMoveRecord,
  target: CompiledFlow,
  execution: ExecutionRecord,
): Promise<Fate> {
  const before = execution.moves?.find(({ id }) => id === move._id);
  if (before) return before.kind === 'move' ? 'moved' : 'restarted';
  const { state, status, flowId, flowVersion, outbox, pending } = execution;
  if (status !== 'waiting' || state === null || flowVersion === move.toVersion) return 'stayed';
  const choice = move.choices.find(({ node }) => node === standingNode(state))?.choice ?? 'stay';
  if (choice === 'stay') return 'stayed';
  if (outbox.length > 0 || pending.length > 0) return 'busy';
  const present = await context.flows.version(flowId, flowVersion);
  const order = { id: move._id, at: new Date(context.now()) };
  const change =
    choice === 'restart'
      ? restartUpdate(execution, target, order)
      : present && moveUpdate(execution, target, present, order);
  if (!change) return 'stayed';
  const { modifiedCount } = await nativeCollection(Executions).updateOne(
    {
      _id: execution._id,
      revision: execution.revision,
      status: 'waiting',
      outbox: { $size: 0 },
      pending: { $size: 0 },
    },
    change,
  );
  if (modifiedCount === 0) return 'busy';
  return choice === 'restart' ? 'restarted' : 'moved';
}

function moveUpdate(
  execution: ExecutionRecord,
  target: CompiledFlow,
  present: CompiledFlow,
  order: { id: string; at: Date },
) {
  const state = execution.state && moveExecution(execution.state, target, present);
  if (!state) return null;
  return {
    // Since when it waits is told by `updatedAt`, and that has not changed.
    $set: { state, flowVersion: target.version, revision: execution.revision + 1 },
    $push: { moves: moveRecord(execution, target.version, 'move', order) },
  };
}

/** The batch is done: its counts, and how far everything is, are one update. */
async function count(
  context: MovingContext,
  move: FlowMoveRecord,
  ids: string[],
  fates: ReadonlyMap<string, Fate>,
): Promise<FlowMoveRecord | null> {
  const of = (fate: Fate) => ids.filter((id) => fates.get(id) === fate);
  const gone = ids.filter((id) => !fates.has(id)).length;
  const last = ids.at(-1) ?? '';
  const next = await update(move, {
    $set: {
      batch: [],
      cursor: move.cursor !== null && move.cursor > last ? move.cursor : last,
      leaseUntil: new Date(context.now() + LEASE_MS),
    },
    $inc: {
      moved: of('moved').length,
      restarted: of('restarted').length,
      stayed: of('stayed').length + gone,
    },
    $addToSet: { again: { $each: of('busy') } },
  });
  if (next) {
    const done = next.moved + next.restarted + next.stayed;
    await tell(next, { change: 'moving', moveId: next._id, done, total: next.total }, context);
  }
  return next;
}

/** Nothing more is found: what was at work gets another chance later; without any it is done. Gives whether it is. */
async function finishOrRest(
  context: MovingContext,
  move: FlowMoveRecord,
  hasTarget: boolean,
): Promise<boolean> {
  const now = new Date(context.now());
  if (hasTarget && move.again.length > 0 && move.rounds < MOST_ROUNDS) {
    await update(move, {
      $set: {
        batch: move.again.slice(0, BATCH),
        again: move.again.slice(BATCH),
        owner: null,
        leaseUntil: now,
      },
      $inc: { rounds: 1 },
    });
    return false;
  }
  const counted = move.moved + move.restarted + move.stayed;
  // Left over: still at work after all this time, or a newer version was published meanwhile.
  const left = Math.max(move.again.length, hasTarget ? 0 : move.total - counted);
  await update(move, {
    $set: { state: 'done', again: [], batch: [], owner: null, finishedAt: now },
    $inc: { stayed: left },
  });
  await tell(move, { change: 'moved', moveId: move._id }, context);
  return true;
}

/** Changes the order only while it is ours; `null` when another worker has taken it over. */
function update(move: FlowMoveRecord, change: object): Promise<FlowMoveRecord | null> {
  return FlowMoves.findOneAndUpdate({ _id: move._id, owner: move.owner }, change, { returnDocument: 'after' })
    .lean<FlowMoveRecord>()
    .exec();
}

function keep(
  move: FlowMoveRecord,
  fields: Partial<FlowMoveRecord>,
  { now }: MovingContext,
): Promise<FlowMoveRecord | null> {
  return update(move, { $set: { ...fields, leaseUntil: new Date(now() + LEASE_MS) } });
}

async function tell(
  { flowId }: FlowMoveRecord,
  data: Record<string, string | number>,
  { now }: MovingContext,
): Promise<void> {
  await appendLiveEvents([{ topic: 'flow', key: flowId, data }], new Date(now()));
}
