import type { InboundMessage, Receipt } from '@/runtime/channels/inbound-message';
import { nativeCollection } from '@/runtime/store/define-model';
import { storeFile, storeFiles } from '@/runtime/store/files';
import { Ledger, type LedgerRecord } from '@/runtime/store/ledger';
import type { StoredAttachment } from '@/runtime/store/messages';
import { newId } from '@/runtime/store/new-id';
import { inlineRawLimit, RawMessages, rawMessageRecord } from '@/runtime/store/raw-messages';
import type { EngineContext } from './engine-context';
import { insertNew } from './insert-new';
import type { LedgerWork, StoredInbound } from './stored-inbound';

/** What writing to the ledger needs of an engine: a web process has no more than this. */
export type LedgerContext = Pick<EngineContext, 'now' | 'owner' | 'limits' | 'reached'>;

export interface WrittenBatch {
  receipts: Receipt[];
  /** New lines whose tickets are still to be made. */
  works: LedgerWork[];
}

/** Longest text and HTML kept with a message, characters; the raw message keeps everything. */
const maxBody = 1_000_000;
const maxVisibleText = 32_000;
const maxSubject = 1000;
const maxParties = 500;
const maxReferences = 100;

/**
 * Writes every message to the ledger exactly once: unique by channel and external id. Raw message and attachments are
 * stored before or with the line, never after it. When this returns, the source may be told "got it".
 * @param own whether this process goes on with the lines itself; else they are free for any worker.
 */
export async function writeLedger(
  context: LedgerContext,
  messages: InboundMessage[],
  own: boolean,
): Promise<WrittenBatch> {
  const first = new Map<string, number>();
  for (const [index, message] of messages.entries()) {
    if (!first.has(sourceKey(message))) first.set(sourceKey(message), index);
  }
  const unique = messages.filter((message, index) => first.get(sourceKey(message)) === index);
  const known = await findKnown(unique.filter(isCostly));
  const fresh = unique.filter((message) => !known.has(sourceKey(message)));

  const prepared = await Promise.all(fresh.map((message) => prepareLine(context, message, own)));
  await context.reached('ledger:filesStored');
  const inline = prepared.flatMap(({ record, message }) =>
    record.raw.place === 'inline' && message.raw ? [rawMessageRecord(record._id, message.raw)] : [],
  );
  const [refused] = await Promise.all([
    insertNew(
      nativeCollection(Ledger),
      prepared.map(({ record }) => record),
    ),
    insertNew(nativeCollection(RawMessages), inline),
  ]);
  if (refused.size > 0) {
    const taken = prepared.filter((_, index) => refused.has(index));
    for (const [key, id] of await findKnown(taken.map(({ message }) => message))) known.set(key, id);
    await repairRaw(taken, known);
  }
  await context.reached('ledger:written');

  const ids = new Map(prepared.map(({ message, record }) => [sourceKey(message), record._id]));
  const works = prepared.flatMap(({ work }, index) => (work && !refused.has(index) ? [work] : []));
  const receipts = messages.map((message, index): Receipt => {
    const key = sourceKey(message);
    const before = known.get(key);
    if (before !== undefined) return { ledgerId: before, duplicate: true };
    return { ledgerId: ids.get(key) ?? '', duplicate: first.get(key) !== index };
  });
  return { receipts, works };
}

interface PreparedLine {
  message: InboundMessage;
  record: LedgerRecord;
  work: LedgerWork | null;
}

async function prepareLine(
  context: LedgerContext,
  message: InboundMessage,
  own: boolean,
): Promise<PreparedLine> {
  const ledgerId = newId(context.now());
  // One after another: what is on its way to the store lies in memory a second time.
  const raw = await storeRaw(message, ledgerId);
  const attachments = await storeAttachments(message, ledgerId);
  const facts = boundedFacts(message.facts);
  const inbound: StoredInbound = {
    facts,
    fullText: message.fullText?.slice(0, maxBody) ?? null,
    html: message.html !== null && message.html.length <= maxBody ? message.html : null,
    inReplyTo: message.inReplyTo,
    ticketTokens: message.ticketTokens,
    follows: message.follows,
    report: message.report,
    forwarded: message.forwarded,
    start: message.start ?? null,
    answerBy: message.answerBy ?? null,
    attachments,
  };
  const { verdict, channelId, channelKind, externalId } = message;
  const now = new Date(context.now());
  const final = verdict.kind !== 'accept';
  const record: LedgerRecord = {
    _id: ledgerId,
    channelId,
    channelKind,
    externalId,
    state: verdict.kind === 'accept' ? 'received' : verdict.kind === 'reject' ? 'rejected' : 'quarantined',
    reason: final ? verdict.reason : null,
    detail: final ? verdict.detail : null,
    ticketId: null,
    ticketNumber: null,
    from: facts.from.address,
    subject: facts.subject.slice(0, 300),
    arrivedAt: new Date(facts.arrivedAt),
    finalAt: final ? now : null,
    attempts: 0,
    lastError: null,
    owner: own ? context.owner : null,
    leaseUntil: final ? null : own ? new Date(now.getTime() + context.limits.leaseMs) : now,
    inbound: verdict.kind === 'reject' ? null : inbound,
    raw,
  };
  return { message, record, work: final ? null : { ledgerId, channelId, channelKind, inbound, fresh: true } };
}

/** What a flow may know has an upper bound, whatever a channel hands in; the raw message keeps everything. */
function boundedFacts(facts: InboundMessage['facts']): StoredInbound['facts'] {
  return {
    ...facts,
    subject: facts.subject.slice(0, maxSubject),
    text: facts.text.slice(0, maxVisibleText),
    to: facts.to.slice(0, maxParties),
    cc: facts.cc.slice(0, maxParties),
    references: facts.references.slice(-maxReferences),
  };
}

async function storeRaw({ raw }: InboundMessage, ledgerId: string): Promise<LedgerRecord['raw']> {
  if (!raw) return { size: 0, place: 'none', fileId: null };
  if (raw.length <= inlineRawLimit) return { size: raw.length, place: 'inline', fileId: null };
  return { size: raw.length, place: 'file', fileId: await storeFile('raw', ledgerId, raw) };
}

async function storeAttachments(message: InboundMessage, ledgerId: string): Promise<StoredAttachment[]> {
  const fileIds = await storeFiles(
    'attachments',
    message.attachments.map(({ name, type, content }) => ({ name, content, metadata: { ledgerId, type } })),
  );
  return message.attachments.map(({ content, ...attachment }, index) => ({
    ...attachment,
    fileId: fileIds[index] ?? '',
    size: content.length,
  }));
}

/** Storing these costs more than asking first whether they were taken already. */
function isCostly(message: InboundMessage): boolean {
  return message.attachments.length > 0 || (message.raw?.length ?? 0) > inlineRawLimit;
}

async function findKnown(messages: InboundMessage[]): Promise<Map<string, string>> {
  if (messages.length === 0) return new Map();
  const lines = await nativeCollection(Ledger)
    .find({
      $or: messages.map(({ channelId, externalId }) => ({ channelId, externalId })),
    })
    .project<Pick<LedgerRecord, '_id' | 'channelId' | 'externalId'>>({ channelId: 1, externalId: 1 })
    .toArray();
  return new Map(lines.map((line) => [sourceKey(line), line._id]));
}

/**
 * The line was written by an earlier attempt that may have ended before its raw message was stored. The source has the
 * message in hand now: store it under the line's id, and drop the copy under the id that was not needed.
 */
async function repairRaw(taken: PreparedLine[], known: ReadonlyMap<string, string>): Promise<void> {
  const raws = taken.flatMap(({ message, record }) => {
    const id = known.get(sourceKey(message));
    return id && message.raw && record.raw.place === 'inline' ? [rawMessageRecord(id, message.raw)] : [];
  });
  await insertNew(nativeCollection(RawMessages), raws);
  await nativeCollection(RawMessages).deleteMany({ _id: { $in: taken.map(({ record }) => record._id) } });
}

function sourceKey({ channelId, externalId }: Pick<InboundMessage, 'channelId' | 'externalId'>): string {
  return `${channelId}\n${externalId}`;
}
