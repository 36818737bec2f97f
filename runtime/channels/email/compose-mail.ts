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
  const composer = new MailComposer({
    messageId: `<${mail.messageId}>`,
    date: new Date(mail.date),
    from: mail.from,
    ...(mail.replyTo ? { replyTo: mail.replyTo } : {}),
    to: mail.to,
    cc: mail.cc,
    bcc: mail.bcc,
    subject: mail.subject,
    text: mail.text,
    ...(mail.html ? { html: mail.html } : {}),
    ...(mail.inReplyTo ? { inReplyTo: `<${mail.inReplyTo}>` } : {}),
    references: shortenReferences(mail.references).map((id) => `<${id}>`),
    headers: { ...automaticHeaders(mail.automatic), ...unsubscribeHeader(mail.unsubscribe ?? null) },
    attachments: mail.attachments.map((attachment) => ({
      filename: attachment.name,
      contentType: attachment.type,
      content: attachment.content,
      // A mail that is passed on as a file stays what it was: its own lines are not folded or encoded anew (RFC 2046, 5.2.1).
      ...(attachment.type === 'message/rfc822' ? { contentTransferEncoding: '8bit' as const } : {}),
      contentDisposition: 'attachment' as const,
      ...(attachment.contentId ? { cid: attachment.contentId, contentDisposition: 'inline' as const } : {}),
    })),
    // CR and LF stand only together (RFC 5322 section 2.3), in the copy that is filed and signed too.
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
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
