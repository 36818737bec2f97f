import { DomainError } from '@/runtime/domain-error';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import { type FlowRecord, Flows, type PlannedPublication } from '@/runtime/store/flows';
import { appendLiveEvents } from '@/runtime/store/live-events';
import { newId } from '@/runtime/store/new-id';
import type { Author, FlowCheck } from './author';
import { publishDocument, refuseProblems } from './publish-flow';
import { readFlow } from './read-flow';

/** Nobody plans further ahead than two years: a slip of the hand would wait for ever. */
const FURTHEST_MS = 2 * 366 * 86_400_000;
/** A worker that has not finished by then has died; another one takes over. */
const LEASE_MS = 60_000;

/**
 * Plans that the draft, as it is now, is published at a time. A plan that there was is replaced.
 * Errors: `flowNotFound`; `draftChanged`; `flowHasProblems`; `timeIsPast`; `timeTooFar`; `publicationRunning`.
 */
export async function planPublication(
  wanted: { id: string; revision: number; note: string; at: Date; moves?: PlannedPublication['moves'] },
  author: Author,
  check: FlowCheck,
  now = new Date(),
): Promise<void> {
  const flow = await readFlow(wanted.id);
  if (flow.revision !== wanted.revision)
    throw new DomainError('conflict', 'draftChanged', 'The draft was changed since it was read.', {
      by: flow.updatedBy ?? '',
    });
  if (wanted.at.getTime() <= now.getTime())
    throw new DomainError('invalid', 'timeIsPast', 'The time has passed already.');
  if (wanted.at.getTime() > now.getTime() + FURTHEST_MS)
    throw new DomainError('invalid', 'timeTooFar', 'The time is more than two years ahead.');
  refuseProblems(flow.document, flow.bindings, check);
  const planned: PlannedPublication = {
    id: newId(now.getTime()),
    at: wanted.at,
    note: wanted.note,
    document: flow.document,
    moves: wanted.moves ?? {},
    by: author,
    plannedAt: now,
    leaseUntil: null,
  };
  await replacePlan(wanted.id, planned, now);
  await tell(wanted.id, { change: 'planned', at: wanted.at.getTime(), by: author?.name ?? '' }, now);
}

/** Calls a planned publication off. Without one nothing happens. Error: `publicationRunning`: it takes place this moment. */
export async function cancelPublication(id: string, now = new Date()): Promise<void> {
  await readFlow(id);
  await replacePlan(id, null, now);
  await tell(id, { change: 'unplanned' }, now);
}

/** The notice that a planned publication was refused has been read. */
export async function dismissRefusal(id: string, now = new Date()): Promise<void> {
  await Flows.updateOne({ _id: id }, { $set: { refused: null } }).exec();
  await tell(id, { change: 'unplanned' }, now);
}

/**
 * Carries out every plan whose time has come: each exactly once, whoever else does the same and wherever a worker died
 * before. A plan that has problems by now is refused, and the flow says so until somebody has read it.
 * @returns how many were published
 */
export async function publishPlanned(check: () => Promise<FlowCheck>, now: Date): Promise<number> {
  let published = 0;
  for (let flow = await claim(now); flow; flow = await claim(now)) {
    if (await carryOut(flow, await check(), now)) published += 1;
  }
  return published;
}

async function claim(now: Date): Promise<(FlowRecord & { planned: PlannedPublication }) | null> {
  const flow = await Flows.findOneAndUpdate(
    {
      'planned.at': { $lte: now },
      $or: [{ 'planned.leaseUntil': null }, { 'planned.leaseUntil': { $lte: now } }],
    },
    { $set: { 'planned.leaseUntil': new Date(now.getTime() + LEASE_MS) } },
    { returnDocument: 'after' },
  )
    .lean<FlowRecord>()
    .exec();
  return flow?.planned ? { ...flow, planned: flow.planned } : null;
}

async function carryOut(
  { _id, planned }: FlowRecord & { planned: PlannedPublication },
  check: FlowCheck,
  now: Date,
): Promise<boolean> {
  const { id: publicationId, at, note, document, moves, by } = planned;
  try {
    await publishDocument(
      { id: _id, document: own(document, _id), note, moves, publicationId },
      by,
      check,
      now,
    );
  } catch (error) {
    // Everything else is a fault of the moment: the lease ends and the next round tries again.
    if (!(error instanceof DomainError)) throw error;
    const refused = { at, note, by: by?.name ?? null, code: error.code, values: error.values };
    await Flows.updateOne({ _id, 'planned.id': publicationId }, { $set: { planned: null, refused } }).exec();
    await tell(_id, { change: 'publicationRefused', code: error.code }, now);
    return false;
  }
  await Flows.updateOne(
    { _id, 'planned.id': publicationId },
    { $set: { planned: null, refused: null } },
  ).exec();
  await tell(_id, { change: 'unplanned' }, now);
  return true;
}

function own(document: FlowDocument, id: string): FlowDocument {
  return document.id === id ? document : { ...document, id };
}

/** Puts a plan in the place of the one there is, unless that one takes place this moment. */
async function replacePlan(id: string, planned: PlannedPublication | null, now: Date): Promise<void> {
  const { matchedCount } = await Flows.updateOne(
    { _id: id, $or: [{ 'planned.leaseUntil': null }, { 'planned.leaseUntil': { $lte: now } }] },
    { $set: { planned, ...(planned ? { refused: null } : {}) } },
  ).exec();
  if (matchedCount === 0)
    throw new DomainError('conflict', 'publicationRunning', 'The flow is being published this moment.');
}

async function tell(id: string, data: Record<string, string | number>, at: Date): Promise<void> {
  await appendLiveEvents([{ topic: 'flow', key: id, data }], at);
}
