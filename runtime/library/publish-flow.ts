import { DomainError } from '@/runtime/domain-error';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import { FlowVersions, flowVersionId } from '@/runtime/store/flow-versions';
import { Flows } from '@/runtime/store/flows';
import { appendLiveEvents } from '@/runtime/store/live-events';
import type { Author, FlowCheck } from './author';
import { readFlow } from './read-flow';

export interface Publication {
  version: number;
}

/**
 * Makes the draft an immutable version and lets messages walk it from now on; what is under way stays on its version.
 * Errors: `flowNotFound`; `draftChanged` when the draft is not the one the author looked at; `flowHasProblems`.
 */
export async function publishFlow(
  wanted: { id: string; revision: number; note: string },
  author: Author,
  check: FlowCheck,
  at = new Date(),
): Promise<Publication> {
  const flow = await readFlow(wanted.id);
  if (flow.revision !== wanted.revision)
    throw new DomainError('conflict', 'draftChanged', 'The draft was changed since it was read.', {
      by: flow.updatedBy ?? '',
    });
  refuseProblems(flow.document, flow.bindings, check);
  return { version: await makeVersion(wanted.id, flow.document, wanted.note, author, at) };
}

/** Refuses a flow that has problems; warnings do not count. Error: `flowHasProblems`. */
export function refuseProblems(
  document: FlowDocument,
  bindings: Record<string, string>,
  check: FlowCheck,
): void {
  const count = check(document, bindings).filter((problem) => problem.level === 'error').length;
  if (count > 0)
    throw new DomainError('invalid', 'flowHasProblems', `The flow has ${count} problems.`, { count });
}

/**
 * Writes the next version and points the flow at it. The version's number is part of its id, so that two people who
 * publish at once get two versions; a crash between the two writes leaves a version that nobody walks.
 */
export async function makeVersion(
  flowId: string,
  document: FlowDocument,
  note: string,
  author: Author,
  at: Date,
): Promise<number> {
  const version = await insertNextVersion({ flowId, document, note, author, publishedAt: at });
  await Flows.updateOne(
    { _id: flowId, $or: [{ publishedVersion: null }, { publishedVersion: { $lt: version } }] },
    { $set: { publishedVersion: version, state: 'published' } },
  ).exec();
  const data = { change: 'published', version, by: author?.name ?? '' };
  await appendLiveEvents([{ topic: 'flow', key: flowId, data }], at);
  return version;
}

async function insertNextVersion(version: {
  flowId: string;
  document: FlowDocument;
  note: string;
  author: Author;
  publishedAt: Date;
}): Promise<number> {
  const newest = await FlowVersions.findOne({ flowId: version.flowId })
    .sort({ version: -1 })
    .select('version')
    .lean<{ version: number }>()
    .exec();
  const number = (newest?.version ?? 0) + 1;
  try {
    await FlowVersions.create({ _id: flowVersionId(version.flowId, number), version: number, ...version });
    return number;
  } catch (error) {
    if (isDuplicateKey(error)) return insertNextVersion(version);
    throw error;
  }
}

/** MongoDB's code for a unique index that refuses. */
function isDuplicateKey(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 11000;
}
