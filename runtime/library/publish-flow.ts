import { nodeRegistry } from '@/nodes/registry.generated';
import { DomainError } from '@/runtime/domain-error';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import type { MoveChoice } from '@/runtime/store/flow-moves';
import { FlowVersions, flowVersionId } from '@/runtime/store/flow-versions';
import { Flows } from '@/runtime/store/flows';
import { appendLiveEvents } from '@/runtime/store/live-events';
import type { Author, FlowCheck } from './author';
import { orderMoves } from './order-moves';
import { readFlow } from './read-flow';
import { waitingExecutions } from './waiting-executions';

export interface Publication {
  version: number;
  /** The order that brings waiting executions along; `null` where all stay on their version. */
  moveId: string | null;
}

/**
 * Makes the draft an immutable version and lets messages walk it from now on. What is under way stays on its version, but
 * where `moves` says for a node what becomes of executions that wait at it; a worker does that afterwards.
 * Errors: `flowNotFound`; `draftChanged` when the draft is not the one the author looked at; `flowHasProblems`;
 * `moveImpossible` where the draft no longer has the node that executions shall be moved at.
 */
export async function publishFlow(
  wanted: { id: string; revision: number; note: string; moves?: Record<string, MoveChoice> },
  author: Author,
  check: FlowCheck,
  at = new Date(),
): Promise<Publication> {
  const flow = await readFlow(wanted.id);
  if (flow.revision !== wanted.revision)
    throw new DomainError('conflict', 'draftChanged', 'The draft was changed since it was read.', {
      by: flow.updatedBy ?? '',
    });
  return publishDocument({ ...wanted, document: flow.document }, author, check, at);
}

/**
 * Publishes a document that is not the draft of the moment: a planned one, as it was when it was planned. Doing it twice
 * with one `publicationId` makes one version. Errors: `flowNotFound`, `flowHasProblems`, `moveImpossible`.
 */
export async function publishDocument(
  wanted: {
    id: string;
    document: FlowDocument;
    note: string;
    moves?: Record<string, MoveChoice>;
    publicationId?: string;
  },
  author: Author,
  check: FlowCheck,
  at = new Date(),
): Promise<Publication> {
  const { id, document, note, publicationId, moves = {} } = wanted;
  refuseProblems(document, (await readFlow(id)).bindings, check);
  await refuseImpossibleMoves(id, document, moves);
  return makeVersion(id, document, note, author, at, { publicationId, moves });
}

/** An execution can only be moved to a node that is still there and still of its type. Error: `moveImpossible`. */
async function refuseImpossibleMoves(
  flowId: string,
  document: FlowDocument,
  moves: Record<string, MoveChoice>,
): Promise<void> {
  const wanted = Object.keys(moves).filter((node) => moves[node] === 'move');
  if (wanted.length === 0) return;
  const waiting = await waitingExecutions(flowId, document, nodeRegistry);
  const impossible = waiting.find(
    ({ nodeId, choices }) => wanted.includes(nodeId) && !choices.includes('move'),
  );
  if (impossible)
    throw new DomainError(
      'invalid',
      'moveImpossible',
      `What waits at the node ${impossible.nodeId} cannot be moved: the draft has no such node.`,
      { node: impossible.title ?? impossible.nodeId },
    );
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
  {
    publicationId,
    moves = {},
  }: { publicationId?: string | undefined; moves?: Record<string, MoveChoice> } = {},
): Promise<Publication> {
  const plan = publicationId === undefined ? {} : { publicationId };
  const version = await insertNextVersion({ flowId, document, note, author, publishedAt: at, ...plan });
  // Before the flow points at the version: a worker carries the order out only when it does.
  const moveId = await orderMoves(flowId, version, moves, author, at);
  await Flows.updateOne(
    { _id: flowId, $or: [{ publishedVersion: null }, { publishedVersion: { $lt: version } }] },
    { $set: { publishedVersion: version, state: 'published' } },
  ).exec();
  const data = { change: 'published', version, by: author?.name ?? '' };
  await appendLiveEvents([{ topic: 'flow', key: flowId, data }], at);
  return { version, moveId };
}

async function insertNextVersion(version: {
  flowId: string;
  document: FlowDocument;
  note: string;
  author: Author;
  publishedAt: Date;
  publicationId?: string;
}): Promise<number> {
  const { publicationId } = version;
  const made =
    publicationId === undefined ? null : await FlowVersions.findOne({ publicationId }).lean().exec();
  if (made) return made.version;
  // Versions below zero are trials of a draft.
  const newest = await FlowVersions.findOne({ flowId: version.flowId, version: { $gt: 0 } })
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
