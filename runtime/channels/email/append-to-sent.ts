import { connectImap, type ImapSettings } from './connect-imap';

/** Folder names that servers without SPECIAL-USE (RFC 6154) give to sent mail, the commonest first. */
const USUAL_NAMES = ['Sent', 'INBOX.Sent', 'Sent Items', 'Sent Messages', 'Gesendet', 'Gesendete Elemente'];

/**
 * Puts a copy of a sent mail into the mailbox's folder for it, unless it is there already (some servers keep one by
 * themselves). The folder is the named one, else the one that the server marks as `\Sent`, else a usual name.
 */
export async function appendToSent(
  settings: ImapSettings,
  mail: { raw: Buffer; messageId: string; sentAt: number },
  folderName: string | null,
): Promise<void> {
  const client = await connectImap(settings);
  try {
    const folder = folderName ?? (await findSentFolder(client));
    const lock = await client.getMailboxLock(folder);
    try {
      const there = await client.search({ header: { 'message-id': `<${mail.messageId}>` } }, { uid: true });
      if (there && there.length > 0) return;
      await client.append(folder, mail.raw, ['\\Seen'], new Date(mail.sentAt));
    } finally {
      lock.release();
    }
  } finally {
    await client.logout();
  }
}

async function findSentFolder(client: Awaited<ReturnType<typeof connectImap>>): Promise<string> {
  const folders = await client.list();
  const marked = folders.find(({ specialUse }) => specialUse === '\\Sent');
  if (marked) return marked.path;
  const known = new Set(folders.map(({ path }) => path));
  const usual = USUAL_NAMES.find((name) => known.has(name));
  if (usual) return usual;
  await client.mailboxCreate('Sent');
  return 'Sent';
}
