import { ObjectId } from 'mongodb';
import * as z from 'zod';
import { nativeCollection } from '@/runtime/store/define-model';
import { type BucketName, deleteFile, listFiles, type StoredFile } from '@/runtime/store/files';
import { Ledger } from '@/runtime/store/ledger';
import { findMessagesById } from '@/runtime/store/messages';
import { idTime } from '@/runtime/store/new-id';
import { RawMessages } from '@/runtime/store/raw-messages';
import { readSetting, writeSetting } from '@/runtime/store/settings';
import { Uploads } from '@/runtime/store/uploads';

export interface SweepOptions {
  /** Files younger than this are left alone: their message may still be on its way, their reply in the writing. */
  graceMs?: number;
  /** Files looked at in one go, of each kind. */
  limit?: number;
}

const WEEK_MS = 7 * 86_400_000;

/** How far the sweep has come: every file is looked at once, when its time of grace is over. */
const progressSchema = z.object({
  attachments: z.string().default(''),
  raw: z.string().default(''),
  rawMessages: z.string().default(''),
});

/**
 * Deletes files that nobody refers to: uploads that were never sent, originals and attachments of messages that were known
 * already or refused, or whose process died before the ledger had them. Doing it twice deletes nothing more.
 * @returns how many were deleted
 */
export async function sweepFiles(now: Date, options: SweepOptions = {}): Promise<number> {
  const { graceMs = WEEK_MS, limit = 500 } = options;
  const before = new Date(now.getTime() - graceMs);
  const progress = await readSetting('fileSweep', progressSchema);
  const attachments = await sweepBucket(
    'attachments',
    progress.attachments,
    before,
    limit,
    unusedAttachments,
  );
  const raw = await sweepBucket('raw', progress.raw, before, limit, unusedOriginals);
  const inline = await sweepInlineOriginals(progress.rawMessages, before, limit);
  await writeSetting(
    'fileSweep',
    progressSchema,
    { attachments: attachments.cursor, raw: raw.cursor, rawMessages: inline.cursor },
    now,
  );
  return attachments.deleted + raw.deleted + inline.deleted;
}

interface Swept {
  cursor: string;
  deleted: number;
}

async function sweepBucket(
  bucket: BucketName,
  cursor: string,
  before: Date,
  limit: number,
  findUnused: (files: StoredFile[]) => Promise<string[]>,
): Promise<Swept> {
  const files = await listFiles(bucket, ObjectId.isValid(cursor) ? cursor : null, before, limit);
  if (files.length === 0) return { cursor, deleted: 0 };
  const unused = await findUnused(files);
  for (const id of unused) await deleteFile(bucket, id);
  return { cursor: files.at(-1)?.id ?? cursor, deleted: unused.length };
}

/** Attachments belong to the message of their ledger line, to a line that has no message yet, or to an upload that was used. */
async function unusedAttachments(files: StoredFile[]): Promise<string[]> {
  const ledgerIds = files.flatMap(({ metadata }) => metadata.ledgerId ?? []);
  const [messages, lines, uploads] = await Promise.all([
    findMessagesById(ledgerIds),
    nativeCollection(Ledger)
      .find({ _id: { $in: ledgerIds } })
      .project<{ _id: string; inbound: unknown }>({ 'inbound.attachments.fileId': 1 })
      .toArray(),
    Uploads.find({ _id: { $in: files.map(({ id }) => id) } })
      .lean<{ _id: string; usedAt?: Date | null }[]>()
      .exec(),
  ]);
  const used = new Set(messages.flatMap(({ attachments }) => attachments.map(({ fileId }) => fileId)));
  for (const { inbound } of lines) {
    for (const { fileId } of waitingSchema.parse(inbound ?? {}).attachments) used.add(fileId);
  }
  const unusedUploads = uploads.filter(({ usedAt }) => !usedAt).map(({ _id }) => _id);
  await Uploads.deleteMany({ _id: { $in: unusedUploads } }).exec();
  const uploaded = new Set(unusedUploads);
  return files
    .filter(({ id, metadata }) => uploaded.has(id) || (metadata.ledgerId !== undefined && !used.has(id)))
    .map(({ id }) => id);
}

const waitingSchema = z.object({ attachments: z.array(z.object({ fileId: z.string() })).default([]) });

/** Originals bear the id of their ledger line as name. */
async function unusedOriginals(files: StoredFile[]): Promise<string[]> {
  const lines = await nativeCollection(Ledger)
    .find({ _id: { $in: files.map(({ name }) => name) } })
    .project<{ _id: string; raw: { fileId: string | null } }>({ 'raw.fileId': 1 })
    .toArray();
  const used = new Set(lines.map(({ raw }) => raw.fileId));
  return files.filter(({ id }) => !used.has(id)).map(({ id }) => id);
}

async function sweepInlineOriginals(cursor: string, before: Date, limit: number): Promise<Swept> {
  const originals = nativeCollection(RawMessages);
  const found = await originals
    .find({ _id: { $gt: cursor, $lt: idTime(before.getTime()) } })
    .sort({ _id: 1 })
    .limit(limit)
    .project<{ _id: string }>({ _id: 1 })
    .toArray();
  const ids = found.map(({ _id }) => _id);
  if (ids.length === 0) return { cursor, deleted: 0 };
  const lines = await nativeCollection(Ledger)
    .find({ _id: { $in: ids } })
    .project<{ _id: string }>({ _id: 1 })
    .toArray();
  const known = new Set(lines.map(({ _id }) => _id));
  const unused = ids.filter((id) => !known.has(id));
  if (unused.length > 0) await originals.deleteMany({ _id: { $in: unused } });
  return { cursor: ids.at(-1) ?? cursor, deleted: unused.length };
}
