import type { AutomaticMail } from './automatic-mail';
import type { Bounce } from './bounce';
import type { CalendarSummary } from './calendar-part';
import type { MailAddress } from './mail-addresses';
import type { Protection } from './protection';

export interface MailHeader {
  name: string;
  /** Decoded and unfolded. */
  value: string;
}

export interface MailAttachment {
  /** Safe to show and to store under. */
  name: string;
  /** As declared by the sender. */
  type: string;
  /** By content; decides how the file may be shown. */
  sniffedType: string;
  size: number;
  /** Content-ID without angle brackets, or null. */
  contentId: string | null;
  /** Meant to be shown within the text. */
  inline: boolean;
  content: Uint8Array;
  /** Was no part of its own but uuencoded lines in the text, as mail programs before MIME sent files. */
  inText: boolean;
  /** Can run code or pretend to be a page: only ever offered as download. */
  dangerous: boolean;
}

/** One received e-mail, readable. */
export interface ParsedMail {
  from: MailAddress | null;
  replyTo: MailAddress[];
  to: MailAddress[];
  cc: MailAddress[];
  bcc: MailAddress[];
  subject: string;
  /** ISO 8601 in UTC; null when missing or unreadable. */
  date: string | null;
  /** With angle brackets. */
  messageId: string | null;
  inReplyTo: string | null;
  references: string[];
  /** Addresses the mail was delivered to (Delivered-To, X-Original-To, Envelope-To ...), outermost first, lower case. */
  deliveredTo: string[];
  headers: MailHeader[];
  text: string;
  /** Sanitised, remote pictures blocked, `cid:` pictures marked with data-cid; null when the mail has no HTML. */
  html: string | null;
  /** What the sender wrote now: without quoted mails and signature. */
  visibleText: string;
  quotedText: string | null;
  attachments: MailAttachment[];
  automatic: AutomaticMail;
  bounce: Bounce | null;
  readReceipt: boolean;
  /** Came through a mailing list or is bulk mail. */
  list: boolean;
  outOfOffice: boolean;
  language: string | null;
  calendar: CalendarSummary | null;
  protection: Protection | null;
  /** What was broken and repaired, or cut, as short codes. */
  problems: string[];
}
