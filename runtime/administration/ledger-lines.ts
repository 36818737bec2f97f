import { DomainError } from '@/runtime/domain-error';
import { releaseFromQuarantine } from '@/runtime/engine/redrive-ledger';
import { readFile } from '@/runtime/store/files';
import { Ledger, type LedgerRecord, type LedgerState } from '@/runtime/store/ledger';
import { appendLiveEvents } from '@/runtime/store/live-events';
import { findRawMessage } from '@/runtime/store/raw-messages';

import { findSearchedLines, type LedgerFilter, readLines } from './ledger-search';

/** Messages that can have arrived in one millisecond. */
const MOST_AT_ONCE = 1000;

export type LedgerLine = Pick<
  LedgerRecord,
  | 'channelId'
  | 'channelKind'
  | 'externalId'
  | 'state'
  | 'reason'
  | 'detail'
  | 'ticketId'
  | 'ticketNumber'
  | 'from'
  | 'subject'
  | 'arrivedAt'
  | 'finalAt'
  | 'attempts'
  | 'lastError'
> & { id: string; size: number; hasRaw: boolean };

export interface LedgerRequest {
  state?: LedgerState | undefined;
  reason?: string | undefined;
  search?: string | undefined;
  before?: Date | null | undefined;
  limit: number;
}

/**
 * What became of messages, newest first. A page is longer than asked for where several messages arrived in the same
 * millisecond as its last: the next page begins before that.
 */
export async function listLedgerLines(request: LedgerRequest): Promise<LedgerLine[]> {
  const { before, limit } = request;
  const search = request.search?.trim();
  const conditions: LedgerFilter = {
    ...(request.state ? { state: request.state } : {}),
    ...(request.reason ? { reason: request.reason } : {}),
  };
  if (search) {
    const found = await findSearchedLines(search, conditions);
    return upTo(before ? found.filter(({ arrivedAt }) => arrivedAt < before) : found, limit).map(lineOf);
  }
  const page = await readLines({ ...conditions, ...(before ? { arrivedAt: { $lt: before } } : {}) }, limit);
  const last = page.at(-1);
  if (!last || page.length < limit) return page.map(lineOf);
  const known = new Set(page.map(({ _id }) => _id));
  const alike = await readLines({ ...conditions, arrivedAt: last.arrivedAt }, MOST_AT_ONCE);
  return [...page, ...alike.filter(({ _id }) => !known.has(_id))].map(lineOf);
}

/** The first of a list, and those that arrived together with the last of them. */
function upTo(records: LedgerRecord[], limit: number): LedgerRecord[] {
  const last = records[limit - 1]?.arrivedAt.getTime() ?? Number.NEGATIVE_INFINITY;
  return records.filter(({ arrivedAt }) => arrivedAt.getTime() >= last);
}

/** Errors: DomainError `ledgerLineUnknown`, `rawMissing`. */
export async function readRawMessage(id: string): Promise<Buffer> {
  const line = await Ledger.findById(id).select('raw').lean<LedgerRecord>().exec();
  if (!line)
    throw new DomainError('notFound', 'ledgerLineUnknown', 'This line of the ledger does not exist.');
  const { place, fileId } = line.raw;
  const raw = place === 'file' && fileId ? await readFile('raw', fileId) : await findRawMessage(id);
  if (!raw) throw new DomainError('notFound', 'rawMissing', 'The original of this message was not kept.');
  return raw;
}

/** Sends a quarantined message on its way again. Errors: DomainError `notQuarantined`. */
export async function processAgain(id: string, now: Date): Promise<void> {
  if (!(await releaseFromQuarantine(id, now))) {
    throw new DomainError('conflict', 'notQuarantined', 'Only quarantined messages can be processed again.');
  }
  await appendLiveEvents([{ topic: 'ledger', key: id, data: { change: 'released' } }], now);
}

function lineOf({ _id, raw, ...line }: LedgerRecord): LedgerLine {
  return {
    id: _id,
    channelId: line.channelId,
    channelKind: line.channelKind,
    externalId: line.externalId,
    state: line.state,
    reason: line.reason,
    detail: line.detail,
    ticketId: line.ticketId,
    ticketNumber: line.ticketNumber,
    from: line.from,
    subject: line.subject,
    arrivedAt: line.arrivedAt,
    finalAt: line.finalAt,
    attempts: line.attempts,
    lastError: line.lastError,
    size: raw.size,
    hasRaw: raw.place !== 'none',
  };
}
