import { timingSafeEqual } from 'node:crypto';
import { DomainError } from '@/runtime/domain-error';
import { installationSignature } from '@/runtime/store/secret-box';
import { digestOfOwnMessageId } from './own-message-id';

/** RFC 5321, 4.5.3.1.1: octets before the `@`. */
const MAX_LOCAL_PART = 64;
/** Characters of a signature, 5 bits each: 50 bits, which nobody guesses by sending mails. */
const SIGNATURE_LENGTH = 10;
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

const TICKET_TAG = /^t\.([0-9a-f]{16})\.([a-z2-7]{10})$/;
const RETURN_TAG = /^b\.([0-9a-f]{20})\.([a-z2-7]{10})$/;
const IN_SUBJECT = /\[#([0-9a-f]{16})\.([a-z2-7]{10})\]/gi;

/**
 * The address that answers to a ticket are asked to (`service+t.<token>.<signature>@...`, RFC 5233), so that they find it
 * even where a mail program drops the thread. The mailbox's own address where it has no room for that or carries a
 * tag already. Errors: DomainError `secretKeyMissing`.
 */
export function replyAddress(mailbox: string, ticketToken: string): string {
  return withTag(mailbox, `t.${ticketToken}.${sign(ticketToken, 'ticket')}`);
}

/**
 * The envelope sender of one message of ours (`service+b.<message>.<signature>@...`; VERP): a bounce comes back to it
 * and names the message by its address alone. `messageId` as `outgoingMessageId` made it; the mailbox's own address for any
 * other.
 */
export function returnPath(mailbox: string, messageId: string): string {
  const digest = digestOfOwnMessageId(messageId);
  return digest ? withTag(mailbox, `b.${digest}.${sign(digest, 'return')}`) : mailbox;
}

/** What a subject carries at its end: ` [#<token>.<signature>]`. The same subject where it is there already. */
export function subjectWithToken(subject: string, ticketToken: string): string {
  const mark = `[#${ticketToken}.${sign(ticketToken, 'ticket')}]`;
  return subject.includes(mark) ? subject : `${subject} ${mark}`.trim();
}

/** A subject without our marks: nobody wants to read them. */
export function subjectWithoutTokens(subject: string): string {
  return subject.replace(IN_SUBJECT, '').replace(/\s+/g, ' ').trim();
}

/** Ticket tokens in a subject that this installation signed; forged ones are not there. */
export function ticketTokensInSubject(subject: string): string[] {
  return [...subject.matchAll(IN_SUBJECT)].flatMap(([, token = '', signature = '']) =>
    isSigned(token.toLowerCase(), signature.toLowerCase(), 'ticket') ? token.toLowerCase() : [],
  );
}

/** The ticket token behind the plus of an address, or null where there is none that this installation signed. */
export function ticketTokenInTag(tag: string): string | null {
  const [, token = '', signature = ''] = TICKET_TAG.exec(tag) ?? [];
  return token && isSigned(token, signature, 'ticket') ? token : null;
}

/** Messages of ours (the digests in their Message-IDs) whose return paths stand in a text, such as a mail's header block. */
export function returnedMessagesIn(text: string): string[] {
  return [...text.matchAll(/\+(b\.[0-9a-f]{20}\.[a-z2-7]{10})@/gi)].flatMap(
    ([, tag = '']) => returnedMessageInTag(tag.toLowerCase()) ?? [],
  );
}

/** The message (the digest in its Message-ID) whose return path an address is, or null. */
export function returnedMessageInTag(tag: string): string | null {
  const [, digest = '', signature = ''] = RETURN_TAG.exec(tag) ?? [];
  return digest && isSigned(digest, signature, 'return') ? digest : null;
}

function withTag(mailbox: string, tag: string): string {
  const at = mailbox.lastIndexOf('@');
  const local = mailbox.slice(0, at);
  if (at < 1 || local.includes('+') || local.length + 1 + tag.length > MAX_LOCAL_PART) return mailbox;
  return `${local}+${tag}${mailbox.slice(at)}`;
}

type Purpose = 'ticket' | 'return';

function sign(value: string, purpose: Purpose): string {
  const digest = installationSignature(value, `mail ${purpose}`);
  return [...digest.subarray(0, SIGNATURE_LENGTH)].map((byte) => ALPHABET[byte % 32] ?? '').join('');
}

function isSigned(value: string, signature: string, purpose: Purpose): boolean {
  try {
    return timingSafeEqual(Buffer.from(sign(value, purpose)), Buffer.from(signature));
  } catch (error) {
    // Without a key (a mail read on the command line) nothing can have been signed by us.
    if (error instanceof DomainError && error.code === 'secretKeyMissing') return false;
    throw error;
  }
}
