import * as z from 'zod';
import { DomainError } from '@/runtime/domain-error';
import { unknownVariable } from '@/runtime/inbox/fill-canned-reply';
import { CannedReplies, type CannedReplyRecord } from '@/runtime/store/canned-replies';
import { appendLiveEvents } from '@/runtime/store/live-events';
import { newId } from '@/runtime/store/new-id';
import { findQueue } from '@/runtime/store/queues';

const textSchema = z.string().trim().max(20_000);

export const cannedReplyInputSchema = z.object({
  title: z.string().trim().min(1).max(120),
  shortcut: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[\p{L}\p{N}][\p{L}\p{N}-]{0,39}$/u),
  /** At least one language; a language without a text is not kept. */
  text: z.object({ de: textSchema, en: textSchema }).refine(({ de, en }) => de !== '' || en !== ''),
  queueId: z.string().max(64).nullable(),
});
export type CannedReplyInput = z.infer<typeof cannedReplyInputSchema>;

/** Errors: DomainError `shortcutTaken`, `variableUnknown`, `queueUnknown`. */
export async function addCannedReply(input: CannedReplyInput, now: Date): Promise<CannedReplyRecord> {
  const id = newId(now.getTime());
  const record = { _id: id, ...(await checked(input)), createdAt: now, updatedAt: now };
  await unlessTaken(input.shortcut, () => CannedReplies.create(record));
  await tell(id, now);
  return record;
}

/** Errors: DomainError `cannedReplyUnknown`, `shortcutTaken`, `variableUnknown`, `queueUnknown`. */
export async function changeCannedReply(id: string, input: CannedReplyInput, now: Date): Promise<void> {
  const change = { $set: { ...(await checked(input)), updatedAt: now } };
  const { matchedCount } = await unlessTaken(input.shortcut, () =>
    CannedReplies.updateOne({ _id: id }, change).exec(),
  );
  if (matchedCount === 0) throw unknown();
  await tell(id, now);
}

/** Errors: DomainError `cannedReplyUnknown`. */
export async function removeCannedReply(id: string, now: Date): Promise<void> {
  const { deletedCount } = await CannedReplies.deleteOne({ _id: id }).exec();
  if (deletedCount === 0) throw unknown();
  await tell(id, now);
}

async function checked({ text, ...input }: CannedReplyInput) {
  const texts = Object.fromEntries(Object.entries(text).filter(([, written]) => written !== ''));
  for (const written of Object.values(texts)) {
    const name = unknownVariable(written);
    if (name !== null) {
      throw new DomainError('invalid', 'variableUnknown', `Nothing fills {{${name}}}.`, { name });
    }
  }
  if (input.queueId !== null && !(await findQueue(input.queueId))) {
    throw new DomainError('notFound', 'queueUnknown', 'This queue does not exist.');
  }
  return { ...input, text: texts };
}

const DUPLICATE_KEY = 11_000;

/** The unique index decides, so that two who save at once cannot both have the shortcut. */
async function unlessTaken<Result>(shortcut: string, write: () => Promise<Result>): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === DUPLICATE_KEY) {
      throw new DomainError('conflict', 'shortcutTaken', `The shortcut /${shortcut} is taken.`, { shortcut });
    }
    throw error;
  }
}

function unknown(): DomainError {
  return new DomainError('notFound', 'cannedReplyUnknown', 'This canned reply does not exist.');
}

function tell(key: string, now: Date): Promise<void> {
  return appendLiveEvents([{ topic: 'settings', key, data: { change: 'cannedReply' } }], now);
}
