import { DomainError } from '@/runtime/domain-error';
import { type FlowVersionRecord, findFlowVersion } from '@/runtime/store/flow-versions';
import { Flows } from '@/runtime/store/flows';
import { appendLiveEvents } from '@/runtime/store/live-events';
import type { Author, FlowCheck } from './author';
import { makeVersion, refuseProblems } from './publish-flow';
import { readFlow } from './read-flow';

/** One published version with its document. Error: `flowVersionNotFound`. */
export async function readFlowVersion(flowId: string, version: number): Promise<FlowVersionRecord> {
  const record = await findFlowVersion(flowId, version);
  if (!record)
    throw new DomainError('notFound', 'flowVersionNotFound', `Flow ${flowId} has no version ${version}.`, {
      version,
    });
  return record;
}

/**
 * Publishes what an earlier version said as a new version, at once: history only grows. The draft stays as it is, or
 * becomes that version too. Errors: `flowNotFound`, `flowVersionNotFound`, `flowHasProblems` (a node type it needs is gone).
 */
export async function rollBackFlow(
  wanted: { id: string; version: number; note: string; replaceDraft: boolean },
  author: Author,
  check: FlowCheck,
  at = new Date(),
): Promise<{ version: number }> {
  const { bindings } = await readFlow(wanted.id);
  const { document } = await readFlowVersion(wanted.id, wanted.version);
  refuseProblems(document, bindings, check);
  if (wanted.replaceDraft) {
    const changes = { document, updatedAt: at, updatedBy: author?.name ?? null };
    await Flows.updateOne({ _id: wanted.id }, { $set: changes, $inc: { revision: 1 } }).exec();
  }
  const { version } = await makeVersion(wanted.id, document, wanted.note, author, at);
  return { version };
}

/** Takes a published flow out of service, or puts it back; messages under way go on. Error: `flowNotPublished`. */
export async function pauseFlow(id: string, paused: boolean, at = new Date()): Promise<void> {
  const flow = await readFlow(id);
  if (flow.publishedVersion === null)
    throw new DomainError('conflict', 'flowNotPublished', 'The flow has never been published.');
  await changeState(id, paused ? 'paused' : 'published', at);
}

/** Puts a flow away, or brings it back (paused, never at once in service). */
export async function archiveFlow(id: string, archived: boolean, at = new Date()): Promise<void> {
  const flow = await readFlow(id);
  await changeState(id, archived ? 'archived' : flow.publishedVersion === null ? 'draft' : 'paused', at);
}

/**
 * Puts flows into folders of the list; '' is the top. Flows that are gone meanwhile are left out. Spectators are told once,
 * however many move: they read the whole list anew.
 */
export async function moveFlows(
  moves: readonly { id: string; folder: string }[],
  at = new Date(),
): Promise<void> {
  for (const [folder, inside] of Map.groupBy(moves, (move) => move.folder)) {
    await Flows.updateMany({ _id: { $in: inside.map(({ id }) => id) } }, { $set: { folder } }).exec();
  }
  const [first] = moves;
  if (first) await appendLiveEvents([{ topic: 'flow', key: first.id, data: { change: 'moved' } }], at);
}

async function changeState(
  id: string,
  state: 'draft' | 'published' | 'paused' | 'archived',
  at: Date,
): Promise<void> {
  await Flows.updateOne({ _id: id }, { $set: { state } }).exec();
  await appendLiveEvents([{ topic: 'flow', key: id, data: { change: 'state', state } }], at);
}
