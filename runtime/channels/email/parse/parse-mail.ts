import { detectLanguage } from '@/runtime/flow/detect-language';
import { referencedContentIds, toAttachment, toUnpackedAttachment } from './attachments';
import { type AutomaticFacts, detectAutomaticMail, isOutOfOffice } from './automatic-mail';
import { type Bounce, type BounceFacts, detectBounce } from './bounce';
import { firstRaw, type HeaderField } from './header-fields';
import { decodeHeaderText } from './header-text';
import { DEFAULT_LIMITS, type MailLimits } from './limits';
import { type MailAddress, parseAddressList, parseAuthor, parseMessageIds } from './mail-addresses';
import { type MailBody, readMailBody } from './mail-body';
import { parseMailDate } from './mail-date';
import { MailParseError } from './mail-parse-error';
import { type MimePart, readMimeTree } from './mime-tree';
import type { MailAttachment, ParsedMail } from './parsed-mail';
import { partBytes } from './part-text';
import { signedContent } from './protection';
import { sanitizeHtml } from './sanitize-html';
import { visibleTextOf, visibleTextOfHtml } from './visible-text';

export interface ParseMailOptions {
  limits?: Partial<MailLimits>;
  /** Is this Message-ID one that this installation gave out? */
  isOwnMessageId?: (messageId: string) => boolean;
}

/** A mail whose lines end in CR alone (old exports) is rewritten with LF; everything else is read in place. */
function asBuffer(raw: Uint8Array, problems: Set<string>): Buffer {
  const source = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  if (source[0] === 0xff && source[1] === 0xfe) {
    problems.add('utf-16-file');
    return Buffer.from(source.toString('utf16le', 2), 'utf8');
  }
  if (source.indexOf(0x0a) < 0 && source.indexOf(0x0d) >= 0) {
    problems.add('line-ends-repaired');
    return Buffer.from(source.toString('latin1', 0, source.length).replace(/\r/g, '\n'), 'latin1');
  }
  return source;
}

function requireSize(raw: Uint8Array, limits: MailLimits): void {
  if (raw.length === 0) throw new MailParseError('empty', 'The mail has no content.');
  if (raw.length > limits.maxBytes) {
    throw new MailParseError(
      'too-large',
      `The mail has ${raw.length} bytes, more than the ${limits.maxBytes} allowed.`,
    );
  }
}

/** Opens an opaque S/MIME signature (smime.p7m) so that what it carries is read like any other mail. */
function openSignedShell(root: MimePart, limits: MailLimits, problems: Set<string>): MimePart {
  if (!/^application\/(?:x-)?pkcs7-mime$/.test(root.type)) return root;
  const content = signedContent(partBytes(root).bytes);
  if (!content) return root;
  const inner = readMimeTree(content, limits);
  for (const problem of inner.problems) problems.add(problem);
  problems.add('smime-opened');
  const outer = root.fields.filter((field) => !field.key.startsWith('content-'));
  const known = new Set(outer.map((field) => field.key));
  // Signed copies of the heads (RFC 8551 section 3.1) repeat what stands outside.
  inner.root.fields = [...outer, ...inner.root.fields.filter((field) => !known.has(field.key))];
  return inner.root;
}

interface Envelope {
  fields: HeaderField[];
  charset: string | null;
  from: MailAddress | null;
  subject: string;
  messageId: string | null;
}

function readEnvelope(root: MimePart): Envelope {
  const { fields } = root;
  const charset = root.parameters.get('charset') ?? null;
  const author = ['from', 'sender', 'reply-to', 'return-path']
    .map((key) => parseAuthor(firstRaw(fields, key), charset))
    .find((address) => address !== null);
  const subject = decodeHeaderText(firstRaw(fields, 'subject'), charset).replace(/\s+/g, ' ').trim();
  const messageId =
    parseMessageIds(firstRaw(fields, 'message-id'))[0] ?? (firstRaw(fields, 'message-id').trim() || null);
  return { fields, charset, from: author ?? null, subject, messageId };
}

function addressesOf(envelope: Envelope, key: string): MailAddress[] {
  return envelope.fields
    .filter((field) => field.key === key)
    .flatMap((field) => parseAddressList(field.raw, envelope.charset));
}

const DELIVERED_TO = [
  'delivered-to',
  'x-original-to',
  'envelope-to',
  'x-envelope-to',
  'x-delivered-to',
  'x-rcpt-to',
  'x-apparently-to',
  'x-forwarded-to',
];

function deliveredTo(envelope: Envelope): string[] {
  const found = envelope.fields
    .filter((field) => DELIVERED_TO.includes(field.key))
    .flatMap((field) => parseAddressList(field.raw.split(/;| via /)[0] ?? '', envelope.charset))
    .map((address) => address.address.toLowerCase())
    .filter((address) => address.includes('@'));
  if (found.length > 0) return [...new Set(found)];
  // Without such a header the topmost Received line that names its recipient tells.
  const received = envelope.fields.filter((field) => field.key === 'received');
  const named = received
    .map((field) => /\bfor\s+<([^<>\s@]{1,200}@[^<>\s]{1,200})>/i.exec(field.raw)?.[1])
    .find(Boolean);
  return named ? [named.toLowerCase()] : [];
}

/** All parts of the mail itself: embedded mails are foreign matter and not looked into. */
function ownParts(part: MimePart): MimePart[] {
  return [part, ...part.parts.flatMap(ownParts)];
}

function bounceFacts(root: MimePart, envelope: Envelope, body: MailBody): BounceFacts {
  const parts = ownParts(root);
  const embedded = parts.find((part) => part.embedded !== null)?.embedded ?? null;
  const wrappedDeliveryStatus = embedded ? deliveryStatusIn(embedded) : [];
  const notification = embedded && wrappedDeliveryStatus.length > 0 ? embedded : root;
  return {
    subject: envelope.subject,
    fromAddress: envelope.from?.address ?? '',
    fromName: envelope.from?.name ?? '',
    rootType: root.type,
    reportType: reportType(root),
    header: (key) => firstRaw(envelope.fields, key),
    hasHeader: (key) => envelope.fields.some((field) => field.key === key),
    text: body.text.slice(0, 200_000),
    sentTo: ['to', 'delivered-to'].flatMap((key) => addressesOf(envelope, key).map(({ address }) => address)),
    dispositions: ownParts(root)
      .filter(({ type }) => type === 'message/disposition-notification')
      .map(latin1Of),
    deliveryStatus: deliveryStatusIn(root),
    wrappedDeliveryStatus,
    embeddedMessageId: returnedMessageId(notification),
    hasEmbedded: embedded !== null || parts.some(({ type }) => type === 'text/rfc822-headers'),
  };
}

/** Message-ID of the mail that a notification gives back, whole or as its headers; empty when it does not. */
function returnedMessageId(notification: MimePart): string {
  const parts = ownParts(notification);
  const embedded = parts.find((part) => part.embedded !== null)?.embedded;
  const whole = embedded ? parseMessageIds(firstRaw(embedded.fields, 'message-id'))[0] : undefined;
  const headersOnly = parts.find((part) => part.type === 'text/rfc822-headers');
  return (
    whole ?? (headersOnly ? (/^message-id:\s*(<[^<>\s]+>)/im.exec(latin1Of(headersOnly))?.[1] ?? '') : '')
  );
}

function deliveryStatusIn(root: MimePart): string[] {
  return ownParts(root)
    .filter(({ type }) => type === 'message/delivery-status' || type === 'message/global-delivery-status')
    .map(latin1Of);
}

function latin1Of(part: MimePart): string {
  const { bytes } = partBytes(part);
  return bytes.toString('latin1', 0, Math.min(bytes.length, 200_000));
}

/** The kind of a multipart/report, also where the parameter is missing but the part is there. */
function reportType(root: MimePart): string {
  const declared = root.parameters.get('report-type')?.toLowerCase();
  if (declared) return declared;
  const types = ownParts(root).map((part) => part.type);
  if (types.includes('message/disposition-notification')) return 'disposition-notification';
  if (types.includes('message/feedback-report')) return 'feedback-report';
  return types.includes('message/delivery-status') ? 'delivery-status' : '';
}

async function collectAttachments(body: MailBody): Promise<MailAttachment[]> {
  const referenced = referencedContentIds(body.html ?? '');
  const attachments: MailAttachment[] = [];
  for (const part of body.attachmentParts)
    attachments.push(await toAttachment(part, attachments.length, referenced));
  for (const file of body.unpacked)
    attachments.push(await toUnpackedAttachment(file, attachments.length, referenced));
  return attachments;
}

function automaticFacts(
  root: MimePart,
  envelope: Envelope,
  body: MailBody,
  bounce: Bounce | null,
  options: ParseMailOptions,
): AutomaticFacts {
  return {
    subject: envelope.subject,
    from: envelope.from,
    rootType: root.type,
    reportType: reportType(root),
    text: body.text,
    isBounce: bounce !== null,
    messageId: envelope.messageId,
    header: (key) => firstRaw(envelope.fields, key),
    hasHeader: (key) => envelope.fields.some((field) => field.key === key),
    ...(options.isOwnMessageId ? { isOwnMessageId: options.isOwnMessageId } : {}),
  };
}

/**
 * Reads a received e-mail. Any bytes give a readable result; what was broken is repaired where that is possible and
 * named in `problems`. Throws only `MailParseError`: `empty` for no bytes, `too-large` above `limits.maxBytes`.
 */
export async function parseMail(raw: Uint8Array, options: ParseMailOptions = {}): Promise<ParsedMail> {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  requireSize(raw, limits);
  const problems = new Set<string>();
  const tree = readMimeTree(asBuffer(raw, problems), limits);
  for (const problem of tree.problems) problems.add(problem);
  const root = openSignedShell(tree.root, limits, problems);
  const envelope = readEnvelope(root);
  if (firstRaw(envelope.fields, 'from') === '') problems.add('missing-from');
  const body = readMailBody(root, limits, problems);
  if (root !== tree.root) {
    body.protection = 'smime-signed';
    // The shell is the proof of the signature: it stays at hand, as a detached signature does.
    body.attachmentParts.push(tree.root);
  }
  const visible =
    body.textFromHtml && body.html !== null ? visibleTextOfHtml(body.html) : visibleTextOf(body.text);
  const bounce = detectBounce(bounceFacts(root, envelope, body));
  const facts = automaticFacts(root, envelope, body, bounce, options);
  const automatic = detectAutomaticMail(facts);
  return {
    from: envelope.from,
    replyTo: addressesOf(envelope, 'reply-to'),
    to: addressesOf(envelope, 'to'),
    cc: addressesOf(envelope, 'cc'),
    bcc: addressesOf(envelope, 'bcc'),
    subject: envelope.subject,
    date: parseMailDate(firstRaw(envelope.fields, 'date')),
    messageId: envelope.messageId,
    inReplyTo: parseMessageIds(firstRaw(envelope.fields, 'in-reply-to'))[0] ?? null,
    references: parseMessageIds(
      envelope.fields
        .filter((field) => field.key === 'references')
        .map((field) => field.raw)
        .join(' '),
    ),
    deliveredTo: deliveredTo(envelope),
    headers: envelope.fields.map((field) => ({
      name: field.name,
      value: decodeHeaderText(field.raw, envelope.charset),
    })),
    text: body.text,
    html: body.html === null ? null : sanitizeHtml(body.html),
    visibleText: visible.visible,
    quotedText: visible.quoted,
    attachments: await collectAttachments(body),
    automatic,
    bounce,
    readReceipt: automatic.reason === 'read-receipt',
    list:
      facts.hasHeader('list-id') ||
      facts.hasHeader('list-unsubscribe') ||
      facts.hasHeader('list-post') ||
      automatic.reason === 'list',
    outOfOffice: isOutOfOffice(facts, automatic),
    language: detectLanguage(visible.visible),
    calendar: body.calendar,
    protection: body.protection,
    problems: [...problems],
  };
}
