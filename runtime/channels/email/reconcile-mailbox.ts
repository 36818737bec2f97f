import type { FetchMessageObject, ImapFlow } from 'imapflow';
import type { MailboxCheckCounts } from '@/runtime/store/mailbox-checks';
import { connectImap, type ImapSettings } from './connect-imap';
import type { ImapCursor } from './imap-fetcher';
import type { ReceivedMail } from './smtp-listener';

/** A mail that the ledger has under some Message-ID. */
export interface KnownMail {
  ledgerId: string;
  messageId: string;
  /** Bytes. */
  size: number;
}

export interface ReconcileOptions {
  settings: ImapSettings;
  maxBytes: number;
  /** Only mail that arrived from then on is compared. */
  since: Date;
  loadCursor(folder: string): Promise<ImapCursor | null>;
  /** Mails of this mailbox in the ledger with one of these Message-IDs (without angle brackets). */
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

const CHUNK = 200;

/**
 * Compares what a mailbox holds on its server with the ledger. Each mail that the fetcher has passed must be in the ledger: it is
 * told by Message-ID and size, and where these do not settle it by its whole content. One that is missing is taken now. What the
 * fetcher has not come to yet is counted as waiting; nothing is changed on the server. Errors: those of the connection.
 */
export async function reconcileMailbox(options: ReconcileOptions): Promise<MailboxCheckCounts> {
  const counts = { checked: 0, waiting: 0, missing: 0, repaired: 0 };
  const found = new Set<string>();
  const client = await connectImap(options.settings);
  let since = options.since;
  try {
    for (const folder of options.settings.folders) {
      const box = await client.mailboxOpen(folder, { readOnly: true });
      const cursor = await options.loadCursor(folder);
      if (cursor?.since && cursor.since > since && options.settings.firstFetch !== 'all')
        since = cursor.since;
      const isSameNumbering = cursor?.uidValidity === box.uidValidity.toString();
      for await (const mails of mailsSince(client, since, options.now)) {
        counts.checked += mails.length;
        const passed = mails.filter(({ uid }) => isSameNumbering && uid <= (cursor?.lastUid ?? 0));
        counts.waiting += mails.length - passed.length;
        for (const { ledgerId, isNew } of await accountFor(client, passed, options)) {
          if (ledgerId !== null) found.add(ledgerId);
          if (isNew) counts.missing += 1;
          if (isNew && ledgerId !== null) counts.repaired += 1;
        }
      }
    }
  } finally {
    client.close();
  }
  const inLedger = await options.countLedger(since);
  return { ...counts, since, gone: Math.max(0, inLedger - found.size) };
}

async function* mailsSince(client: ImapFlow, since: Date, now: number): AsyncGenerator<FetchMessageObject[]> {
  // Servers compare by the day; the exact moment is looked at below.
  const uids = (await client.search({ since }, { uid: true })) || [];
  for (let start = 0; start < uids.length; start += CHUNK) {
    const wanted = uids.slice(start, start + CHUNK).join(',');
    const query = { uid: true, size: true, internalDate: true, envelope: true };
    const mails = await client.fetchAll(wanted, query, { uid: true });
    yield mails.filter((mail) => arrivalOf(mail, now) >= since.getTime());
  }
}

interface Accounted {
  /** Null: it could not be handed in. */
  ledgerId: string | null;
  /** It was not in the ledger. */
  isNew: boolean;
}

/** What the ledger knows of these mails, those included that it had to be given now. */
async function accountFor(
  client: ImapFlow,
  mails: FetchMessageObject[],
  options: ReconcileOptions,
): Promise<Accounted[]> {
  const ids = mails.flatMap((mail) => messageIdOf(mail) ?? []);
  const known = ids.length > 0 ? await options.findKnown([...new Set(ids)]) : [];
  const lines: Accounted[] = [];
  for (const mail of mails) {
    const match = known.find(
      ({ messageId, size }) => messageId === messageIdOf(mail) && size === (mail.size ?? -1),
    );
    if (match) lines.push({ ledgerId: match.ledgerId, isNew: false });
    else lines.push(...(await takeWhole(client, mail, options)));
  }
  return lines;
}

/** Hands the mail in as the fetcher does: the ledger knows by its content whether it has it. */
async function takeWhole(
  client: ImapFlow,
  mail: FetchMessageObject,
  options: ReconcileOptions,
): Promise<Accounted[]> {
  const size = mail.size ?? 0;
  const isLarge = size > options.maxBytes;
  const whole = await client.fetchOne(
    String(mail.uid),
    { uid: true, ...(isLarge ? { headers: true } : { source: true }) },
    { uid: true },
  );
  // Deleted by somebody else since: it is theirs now.
  if (!whole) return [];
  const arrivedAt = arrivalOf(mail, options.now);
  const { source, headers = Buffer.alloc(0) } = whole;
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
