import DKIM from 'nodemailer/lib/dkim';
import MailComposer from 'nodemailer/lib/mail-composer';
import { shortenReferences } from './shorten-references';

/** Everything that decides how an outgoing mail looks on the wire. */
export interface OutgoingMail {
  /** Without angle brackets. Chosen once, when the message is written, and kept for ever. */
  messageId: string;
  from: { name: string; address: string };
  replyTo: { name: string; address: string } | null;
  to: { name: string; address: string }[];
  cc: { name: string; address: string }[];
  bcc: { name: string; address: string }[];
  subject: string;
  text: string;
  html: string | null;
  /** Message-IDs without angle brackets, the mail answered and the thread before it. */
  inReplyTo: string | null;
  references: string[];
  /**
   * Written by no person (RFC 3834): marked so that no machine answers it. `replied`: an answer; `generated`: written of
   * a flow's own accord.
   */
  automatic: 'replied' | 'generated' | null;
  /** A web page or an address where no more mail of this kind is asked for. */
  unsubscribe?: string | null;
  date: number;
  attachments: { name: string; type: string; content: Buffer; contentId: string | null }[];
}

/** A key to sign mail with (RFC 6376). */
export interface DkimSigning {
  domain: string;
  selector: string;
  /** PEM. */
  privateKey: string;
}

/** Writes the mail as RFC 5322 text. The same input gives the same headers, so that a second attempt is the same mail. */
export async function composeMail(mail: OutgoingMail): Promise<Buffer> {
  const answered = mail.inReplyTo === null ? [] : shortenReferences([mail.inReplyTo]);
  const composer = new MailComposer({
    messageId: `<${mail.messageId}>`,
    date: new Date(mail.date),
    from: onOneLine(mail.from),
    ...(mail.replyTo ? { replyTo: onOneLine(mail.replyTo) } : {}),
    to: mail.to.map(onOneLine),
    cc: mail.cc.map(onOneLine),
    bcc: mail.bcc.map(onOneLine),
    subject: withoutControls(mail.subject),
    text: mail.text,
    ...(mail.html ? { html: mail.html } : {}),
    ...(answered[0] ? { inReplyTo: `<${answered[0]}>` } : {}),
    references: shortenReferences(mail.references).map((id) => `<${id}>`),
    headers: { ...automaticHeaders(mail.automatic), ...unsubscribeHeader(mail.unsubscribe ?? null) },
    attachments: mail.attachments.map(toPart),
    // CR and LF stand only together (RFC 5322 section 2.3), in the copy that is filed and signed too.
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

/** A name with line ends would be shown as several by some mail programs, however well it is encoded. */
function onOneLine({ name, address }: { name: string; address: string }) {
  return { name: withoutControls(name), address };
}

function withoutControls(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim();
}

function toPart(attachment: OutgoingMail['attachments'][number]) {
  const { name, content, contentId } = attachment;
  const isMail = attachment.type === 'message/rfc822';
  const travels = isMail && keepsLineRules(content);
  return {
    filename: withoutControls(name),
    // A whole mail must not be encoded (RFC 2046, 5.2.1): one that could not travel as it is goes as any other file.
    contentType: isMail && !travels ? 'application/octet-stream' : attachment.type,
    content,
    // What it was: its own lines are not folded or encoded anew.
    ...(travels ? { contentTransferEncoding: '8bit' as const } : {}),
    contentDisposition: contentId ? ('inline' as const) : ('attachment' as const),
    ...(contentId ? { cid: contentId } : {}),
  };
}

/** RFC 5321, 4.5.3.1.6, RFC 2045, 2.8: what SMTP takes as it is. A lone CR is a line end to some servers, which would see commands in it. */
const LONGEST_LINE = 998;

function keepsLineRules(content: Buffer): boolean {
  const text = content.toString('latin1');
  if (/\0|\r(?!\n)/.test(text)) return false;
  return text.split(/\r?\n/).every((line) => line.length <= LONGEST_LINE);
}

/** Puts a DKIM-Signature (relaxed/relaxed, rsa-sha256) on top of a composed mail. Errors: what is no private key is refused. */
export async function signMail(raw: Buffer, { domain, selector, privateKey }: DkimSigning): Promise<Buffer> {
  const signer = new DKIM({ domainName: domain, keySelector: selector, privateKey });
  const parts: Buffer[] = [];
  for await (const part of signer.sign(raw)) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}

/** RFC 2369, section 3.2. */
function unsubscribeHeader(where: string | null): Record<string, string> {
  if (where === null) return {};
  const link = where.includes('://') ? where : `mailto:${where}?subject=unsubscribe`;
  return { 'List-Unsubscribe': `<${link}>` };
}

/** RFC 3834, section 5, and what Exchange (X-Auto-Response-Suppress) and older list software (Precedence) look for. */
function automaticHeaders(automatic: OutgoingMail['automatic']): Record<string, string> {
  if (automatic === null) return {};
  // A generated mail may ask something: absence notes are not wanted, but nothing says that it is of no importance.
  if (automatic === 'generated') {
    return { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'OOF, AutoReply' };
  }
  return { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All', Precedence: 'auto_reply' };
}
