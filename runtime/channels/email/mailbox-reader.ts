import type { FetchMessageObject, FetchQueryObject, ImapFlow } from 'imapflow';
import type { UnreadableMail } from '@/runtime/store/mailbox-checks';
import { connectImap, type ImapSettings } from './connect-imap';
import { describeFailure } from './describe-failure';

/** More mails than this that cannot be read are no accident of single mails: then the reading fails. */
const MOST_UNREADABLE = 100;
const CHUNK = 200;

/** A mail with what was asked of it, or where the one lies that the server could not give. */
type Answer = { mail: FetchMessageObject } | { unreadable: UnreadableMail };

/**
 * Reads the folders of one mailbox without changing them, and goes on where the server cannot give a single mail: whether it
 * says so, leaves the mail out, or closes the connection over it. Errors: those of connecting.
 */
export class MailboxReader {
  private client: ImapFlow | null = null;
  private folder = '';
  private unreadable = 0;

  constructor(private readonly settings: ImapSettings) {}

  /** Opens a folder; answers with its numbering (UIDVALIDITY). */
  async open(folder: string): Promise<string> {
    this.folder = folder;
    const box = await (await this.connected()).mailboxOpen(folder, { readOnly: true });
    return box.uidValidity.toString();
  }

  /** UIDs of the mails that came on this day (UTC) or later. */
  async uidsSince(since: Date): Promise<number[]> {
    return (await (await this.connected()).search({ since }, { uid: true })) || [];
  }

  /** Asks for these mails, many at once. Those that somebody has deleted meanwhile are left out. */
  async *read(uids: readonly number[], query: FetchQueryObject): AsyncGenerator<Answer[]> {
    for (let start = 0; start < uids.length; start += CHUNK) {
      const wanted = uids.slice(start, start + CHUNK);
      const mails = await this.readTogether(wanted, query);
      const known = new Set(mails.map(({ uid }) => uid));
      const answers: Answer[] = mails.map((mail) => ({ mail }));
      for (const uid of wanted.filter((one) => !known.has(one))) {
        const answer = await this.readOne(uid, query);
        if (answer) answers.push(answer);
      }
      yield answers;
    }
  }

  /** Asks for one mail; null: it is no longer there. */
  async readOne(uid: number, query: FetchQueryObject): Promise<Answer | null> {
    const client = await this.connected();
    let reason = 'not given';
    try {
      const mail = await client.fetchOne(String(uid), query, { uid: true });
      if (mail) return { mail };
      const found = (await client.search({ uid: String(uid) }, { uid: true })) || [];
      if (!found.includes(uid)) return null;
    } catch (error) {
      reason = describeFailure(error);
      if (++this.unreadable > MOST_UNREADABLE) throw error;
    }
    return { unreadable: { folder: this.folder, uid, reason } };
  }

  close(): void {
    this.client?.close();
    this.client = null;
  }

  /** What one request brings of these mails; nothing where it fails because of one of them. */
  private async readTogether(
    uids: readonly number[],
    query: FetchQueryObject,
  ): Promise<FetchMessageObject[]> {
    const client = await this.connected();
    try {
      return await client.fetchAll(uids.join(','), query, { uid: true });
    } catch {
      // Which mail it was, and why, comes out when they are asked for one by one.
      return [];
    }
  }

  private async connected(): Promise<ImapFlow> {
    if (this.client?.usable) return this.client;
    this.close();
    const client = await connectImap(this.settings);
    this.client = client;
    if (this.folder !== '') await client.mailboxOpen(this.folder, { readOnly: true });
    return client;
  }
}
