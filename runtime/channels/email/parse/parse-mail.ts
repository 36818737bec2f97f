import { detectLanguage } from '@/runtime/flow/detect-language';
import { referencedContentIds, toAttachment, toUnpackedAttachment } from './attachments';
import { type AutomaticFacts, detectAutomaticMail, isOutOfOffice } from './automatic-mail';
import { type Bounce, detectBounce } from './bounce';
import { bounceFacts, reportType } from './bounce-facts';
import { firstRaw } from './header-fields';
import { decodeHeaderText } from './header-text';
import { DEFAULT_LIMITS, type MailLimits } from './limits';
import { parseMessageIds } from './mail-addresses';
import { type MailBody, readMailBody } from './mail-body';
import { parseMailDate } from './mail-date';
import { addressesOf, deliveredTo, type Envelope, readEnvelope } from './mail-envelope';
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

async function collectAttachments(body: MailBody): Promise<MailAttachment[]> {
  const referenced = referencedContentIds(body.html ?? '');
  const attachments: MailAttachment[] = [];
  for (const part of body.attachmentParts)
    attachments.push(await toAttachment(part, attachments.length, referenced));
  for (const file of body.unpacked)
    attachments.push(await toUnpackedAttachment(file, attachments.length, referenced));
  for (const file of body.filesInText)
    attachments.push({
      ...(await toUnpackedAttachment(file, attachments.length, referenced)),
      inText: true,
    });
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
