import type { FetchMessageObject } from 'imapflow';
import type { MailboxCheckCounts, UnreadableMail } from '@/runtime/store/mailbox-checks';
import type { ImapSettings } from './connect-imap';
import type { ImapCursor } from './imap-fetcher';
import { MailboxReader } from './mailbox-reader';
import type { ReceivedMail } from './smtp-listener';

/** A mail that the ledger has under some Message-ID. */
export interface KnownMail {
  ledgerId: string;
  messageId: string;
  /** Bytes. */
  size: number;
  /** False: it is a neighbour's, to whom a mail of the whole domain was given. */
  isOwn: boolean;
}

export interface ReconcileOptions {
  settings: ImapSettings;
  maxBytes: number;
  /** Only mail that arrived from then on is compared. */
  since: Date;
  loadCursor(folder: string): Promise<ImapCursor | null>;
  /** Mails of this mailbox and its neighbours in the ledger with one of these Message-IDs (without angle brackets). */
  findKnown(messageIds: string[]): Promise<KnownMail[]>;
  /** Hands a mail in; tells the ledger's line and whether it was there before. */
  receive(mail: ReceivedMail): Promise<{ ledgerId: string; duplicate: boolean }>;
  oversized(mail: { headers: Buffer; size: number; arrivedAt: number }): Promise<{
    ledgerId: string;
    duplicate: boolean;
  }>;
  /** Lines of this mailbox in the ledger that arrived from `since` on. */
  countLedger(since: Date): Promise<number>;
  /** A mail that could not be handed in; it counts as missing and not repaired. */
  onFailure(error: unknown): void;
  /** Epoch milliseconds. */
  now: number;
}

/** So many unreadable mails are named. */
const NAMED = 100;
const FACTS = { uid: true, size: true, internalDate: true, envelope: true };

/**
 * Compares what a mailbox holds on its server with the ledger. Each mail that the fetcher has passed must be in the ledger: it is
 * told by Message-ID and size, and where these do not settle it by its whole content. One that is missing is taken now. What the
 * fetcher has not come to yet is counted as waiting; nothing is changed on the server. A mail that the server cannot give is
 * named, and those after it are compared. Errors: those of the connection.
 */
export async function reconcileMailbox(options: ReconcileOptions): Promise<MailboxCheckCounts> {
  const counts = { checked: 0, waiting: 0, missing: 0, repaired: 0 };
  const found = new Set<string>();
  const unreadable: UnreadableMail[] = [];
  const reader = new MailboxReader(options.settings);
  let since = options.since;
  try {
    for (const folder of options.settings.folders) {
      const numbering = await reader.open(folder);
      const cursor = await options.loadCursor(folder);
      if (cursor?.since && cursor.since > since && options.settings.firstFetch !== 'all')
        since = cursor.since;
      const lastUid = cursor?.uidValidity === numbering ? cursor.lastUid : 0;
      for await (const answers of reader.read(await reader.uidsSince(since), FACTS)) {
        unreadable.push(...answers.flatMap((answer) => ('mail' in answer ? [] : answer.unreadable)));
        // Servers compare by the day; the exact moment is looked at here.
        const mails = answers
          .flatMap((answer) => ('mail' in answer ? answer.mail : []))
          .filter((mail) => arrivalOf(mail, options.now) >= since.getTime());
        counts.checked += mails.length;
        const passed = mails.filter(({ uid }) => uid <= lastUid);
        counts.waiting += mails.length - passed.length;
        for (const line of await accountFor(reader, passed, options)) {
          if ('unreadable' in line) unreadable.push(line.unreadable);
          else count(line, counts, found);
        }
      }
    }
  } finally {
    reader.close();
  }
  const inLedger = await options.countLedger(since);
  // What cannot be read may be in the ledger as well: it is not gone.
  const gone = Math.max(0, inLedger - found.size - unreadable.length);
  return { ...counts, since, gone, unreadable: unreadable.slice(0, NAMED) };
}

function count(
  { ledgerId, isNew }: Accounted,
  counts: { missing: number; repaired: number },
  found: Set<string>,
): void {
  if (ledgerId !== null) found.add(ledgerId);
  if (isNew) counts.missing += 1;
  if (isNew && ledgerId !== null) counts.repaired += 1;
}

interface Accounted {
  /** Null: it could not be handed in. */
  ledgerId: string | null;
  /** It was not in the ledger. */
  isNew: boolean;
}

type Line = Accounted | { unreadable: UnreadableMail };

/** What the ledger knows of these mails, those included that it had to be given now. */
async function accountFor(
  reader: MailboxReader,
  mails: FetchMessageObject[],
  options: ReconcileOptions,
): Promise<Line[]> {
  const ids = mails.flatMap((mail) => messageIdOf(mail) ?? []);
  const known = ids.length > 0 ? await options.findKnown([...new Set(ids)]) : [];
  const lines: Line[] = [];
  for (const mail of mails) {
    const match = known.find(
      ({ messageId, size }) => messageId === messageIdOf(mail) && size === (mail.size ?? -1),
    );
    if (match) lines.push({ ledgerId: match.isOwn ? match.ledgerId : null, isNew: false });
    else lines.push(...(await takeWhole(reader, mail, options)));
  }
  return lines;
}

/** Hands the mail in as the fetcher does: the ledger knows by its content whether it has it. */
async function takeWhole(
  reader: MailboxReader,
  mail: FetchMessageObject,
  options: ReconcileOptions,
): Promise<Line[]> {
  const size = mail.size ?? 0;
  const isLarge = size > options.maxBytes;
  const answer = await reader.readOne(mail.uid, {
    uid: true,
    ...(isLarge ? { headers: true } : { source: true }),
  });
  // Deleted by somebody else since: it is theirs now.
  if (!answer) return [];
  if ('unreadable' in answer) return [answer];
  const arrivedAt = arrivalOf(mail, options.now);
  const { source, headers = Buffer.alloc(0) } = answer.mail;
  try {
    const { ledgerId, duplicate } = source
      ? await options.receive({ raw: source, envelope: { from: '', to: [] }, arrivedAt, remoteAddress: '' })
      : await options.oversized({ headers, size, arrivedAt });
    return [{ ledgerId, isNew: !duplicate }];
  } catch (error) {
    options.onFailure(error);
    return [{ ledgerId: null, isNew: true }];
  }
}

function messageIdOf(mail: FetchMessageObject): string | null {
  return mail.envelope?.messageId?.trim().replace(/^<|>$/g, '') || null;
}

function arrivalOf({ internalDate }: FetchMessageObject, now: number): number {
  const stated = internalDate ? new Date(internalDate).getTime() : Number.NaN;
  return Number.isFinite(stated) ? stated : now;
}
