import { DomainError } from '@/runtime/domain-error';
import { releaseFromQuarantine } from '@/runtime/engine/redrive-ledger';
import { readFile } from '@/runtime/store/files';
import { Ledger, type LedgerRecord, type LedgerState } from '@/runtime/store/ledger';
import { appendLiveEvents } from '@/runtime/store/live-events';
import { findRawMessage } from '@/runtime/store/raw-messages';

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

/** What became of messages, newest first. */
export async function listLedgerLines(request: LedgerRequest): Promise<LedgerLine[]> {
  const search = request.search?.trim();
  const records = await Ledger.find({
    ...(request.state ? { state: request.state } : {}),
    ...(request.reason ? { reason: request.reason } : {}),
    ...(request.before ? { arrivedAt: { $lt: request.before } } : {}),
    ...(search ? searchFilter(search) : {}),
  })
    .select('-inbound')
    .sort({ arrivedAt: -1 })
    .limit(request.limit)
    .lean<LedgerRecord[]>()
    .exec();
  return records.map(lineOf);
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

function searchFilter(search: string) {
  const ticketNumber = /^#?(\d{1,9})$/.exec(search)?.[1];
  if (ticketNumber) return { ticketNumber: Number(ticketNumber) };
  const pattern = { $regex: search.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), $options: 'i' };
  return { $or: [{ from: pattern }, { subject: pattern }, { externalId: pattern }] };
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
