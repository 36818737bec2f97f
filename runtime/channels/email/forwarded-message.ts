import type { ForwardedMessage } from '@/runtime/channels/inbound-message';
import { parseAuthor } from './parse/mail-addresses';
import { MailParseError } from './parse/mail-parse-error';
import { parseMail } from './parse/parse-mail';
import type { ParsedMail } from './parse/parsed-mail';
import { findHeaderBlock } from './parse/quote-patterns';
import { visibleTextOf } from './parse/visible-text';

/** Marks of a subject under which a mail is passed on: English, German, French, Spanish, Dutch, Nordic. */
const FORWARD_MARK = /^\s*(?:fwd?|fw|wg|weitergeleitet|tr|rv|doorst|vs|vb)\s*:\s*/i;
const FROM_LABEL = /^[\s>*_]*(?:from|von|absender|de|da|van|från|fra|od)\s*[*_]*\s*:\s*[*_]*\s*(.+)$/i;
const SUBJECT_LABEL =
  /^[\s>*_]*(?:subject|betreff|objet|asunto|oggetto|onderwerp|ämne|emne|temat)\s*[*_]*\s*:\s*[*_]*\s*(.*)$/i;

/**
 * The mail that a mail passes on: as an attached message, or below a block of headers in its text. Null where the
 * subject does not say that it is passed on, or where its sender cannot be read.
 */
export async function forwardedMessage(mail: ParsedMail): Promise<ForwardedMessage | null> {
  if (!FORWARD_MARK.test(mail.subject)) return null;
  const subject = mail.subject.replace(FORWARD_MARK, '');
  return (await attachedMessage(mail)) ?? quotedMessage(mail.text, subject);
}

async function attachedMessage(mail: ParsedMail): Promise<ForwardedMessage | null> {
  const [only, second] = mail.attachments.filter(({ type }) => type === 'message/rfc822');
  if (!only || second) return null;
  try {
    const { from, subject, visibleText } = await parseMail(only.content);
    return from?.address.includes('@') ? { from, subject, text: visibleText } : null;
  } catch (error) {
    if (error instanceof MailParseError) return null;
    throw error;
  }
}

function quotedMessage(text: string, subject: string): ForwardedMessage | null {
  const lines = text.split('\n');
  const lineAt = (index: number) => lines[index];
  for (let index = 0; index < lines.length; index += 1) {
    const length = findHeaderBlock(lineAt, index);
    if (length === 0) continue;
    const block = lines.slice(index, index + length);
    const from = parseAuthor(matchIn(block, FROM_LABEL) ?? '');
    if (!from?.address.includes('@')) return null;
    const body = lines
      .slice(index + length)
      .join('\n')
      .trim();
    return { from, subject: matchIn(block, SUBJECT_LABEL) || subject, text: visibleTextOf(body).visible };
  }
  return null;
}

function matchIn(lines: string[], pattern: RegExp): string | null {
  for (const line of lines) {
    const value = pattern
      .exec(line.slice(0, 1000))?.[1]
      ?.replace(/[*_]+$/, '')
      .trim();
    if (value) return value;
  }
  return null;
}
