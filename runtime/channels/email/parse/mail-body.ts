import { type CalendarSummary, calendarText, readCalendar } from './calendar-part';
import { htmlToText } from './html-lines';
import { ownEmbedded, partialText, shownFields } from './inner-mail';
import type { MailLimits } from './limits';
import type { MimePart } from './mime-tree';
import { extractUuFiles, looksLikeHtml, partBytes, readPartText } from './part-text';
import { ENCRYPTED_HINT, openPgpText, type Protection, protectionOf } from './protection';
import { selectParts } from './select-parts';
import { readTnef, type TnefAttachment } from './tnef';

/** The readable content of a mail before it is sanitised. */
export interface MailBody {
  text: string;
  /** As received, not sanitised; null when there is none. */
  html: string | null;
  /** What the sender wrote has to be looked for in the HTML, because the mail has no useful text of its own. */
  textFromHtml: boolean;
  attachmentParts: MimePart[];
  /** Files found in winmail.dat. */
  unpacked: TnefAttachment[];
  /** Files found in uuencoded lines of the text. */
  filesInText: TnefAttachment[];
  calendar: CalendarSummary | null;
  protection: Protection | null;
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** A text alternative that only says "your program cannot show HTML" is no text. */
function isStub(text: string, html: string): boolean {
  const short = text.trim();
  if (short === '') return true;
  if (short.length > 300 || html.length < short.length * 4) return false;
  return (
    /html/i.test(short) &&
    /(?:view|display|read|support|enable|program|client|anzeigen|darstell|unterstütz|lesen)/i.test(short)
  );
}

function isTnef(part: MimePart): boolean {
  return (
    /^application\/(?:vnd\.)?ms-tnef$/.test(part.type) ||
    /^winmail\.dat$/i.test(part.parameters.get('name') ?? part.dispositionParameters.get('filename') ?? '')
  );
}

class BodyReader {
  readonly body: MailBody = {
    text: '',
    html: null,
    textFromHtml: false,
    attachmentParts: [],
    unpacked: [],
    filesInText: [],
    calendar: null,
    protection: null,
  };

  constructor(
    private readonly limits: MailLimits,
    private readonly problems: Set<string>,
  ) {}

  read(root: MimePart): MailBody {
    this.body.protection = protectionOf(root);
    if (looksLikeHtml(root)) {
      root.type = 'text/html';
      this.problems.add('type-repaired');
    }
    const selected = selectParts(root);
    const hasPlain = selected.text.some((part) => part.type !== 'text/html');
    this.body.text = hasPlain ? selected.text.map((part) => this.textOf(part)).join('\n') : '';
    if (selected.html.length > 0) this.body.html = this.htmlOf(selected.html);
    this.dropHugeHtml(selected.html);
    this.openContainers(selected.attachments);
    this.completeText(root);
    return this.body;
  }

  private contentOf(part: MimePart): string {
    const read = readPartText(part, this.limits.maxTextCharacters);
    for (const problem of read.problems) this.problems.add(problem);
    // What is too long to show is kept whole as an attachment.
    if (read.problems.includes('text-cut') && !this.body.attachmentParts.includes(part))
      this.body.attachmentParts.push(part);
    return read.text;
  }

  private textOf(part: MimePart): string {
    if (part.type === 'text/html') return htmlToText(this.contentOf(part));
    const files = extractUuFiles(this.contentOf(part));
    for (const file of files.files) {
      this.body.filesInText.push({ name: file.name, type: '', contentId: '', content: file.content });
    }
    const opened = openPgpText(files.text);
    if (opened.protection) this.body.protection ??= opened.protection;
    return opened.text;
  }

  private htmlOf(parts: readonly MimePart[]): string {
    return parts
      .map((part) => {
        const content = this.contentOf(part);
        return part.type === 'text/html'
          ? content
          : `<div style="white-space:pre-wrap">${escapeHtml(content)}</div>`;
      })
      .join('\n');
  }

  /** HTML beyond the limit would take seconds to make safe: it is shown as text and kept as an attachment. */
  private dropHugeHtml(parts: readonly MimePart[]): void {
    const { body, limits } = this;
    if (body.html === null) return;
    let tags = 0;
    for (let at = body.html.indexOf('<'); at >= 0; at = body.html.indexOf('<', at + 1)) tags++;
    if (tags <= limits.maxHtmlTags && body.html.length <= limits.maxTextCharacters) return;
    this.problems.add('html-too-large');
    if (body.text.trim() === '') body.text = htmlToText(body.html);
    body.html = null;
    for (const part of parts)
      if (part.type === 'text/html' && !body.attachmentParts.includes(part)) body.attachmentParts.push(part);
  }

  /** Looks into winmail.dat and invitations; what cannot be opened stays an attachment. */
  private openContainers(parts: readonly MimePart[]): void {
    for (const part of parts) {
      const tnef = isTnef(part) ? readTnef(partBytes(part).bytes) : null;
      if (tnef && (tnef.attachments.length > 0 || tnef.text !== '' || tnef.html !== '')) {
        this.body.unpacked.push(...tnef.attachments);
        if (this.body.text.trim() === '') this.body.text = tnef.text;
        if (this.body.html === null && tnef.html !== '') this.body.html = tnef.html;
        this.problems.add('winmail-unpacked');
        continue;
      }
      if (part.type === 'text/calendar' || part.type === 'application/ics') {
        this.body.calendar ??= readCalendar(readPartText(part, this.limits.maxTextCharacters).text);
      }
      this.body.attachmentParts.push(part);
    }
  }

  private completeText(root: MimePart): void {
    const { body } = this;
    if (body.html !== null && isStub(body.text, body.html)) {
      const fromHtml = htmlToText(body.html);
      if (fromHtml !== '') {
        if (body.text.trim() === '') body.text = fromHtml;
        body.textFromHtml = true;
      }
    }
    if (body.text.trim() === '' && body.calendar) body.text = calendarText(body.calendar);
    const { protection } = body;
    if (body.text.trim() === '' && (protection === 'smime-encrypted' || protection === 'pgp-encrypted')) {
      body.text = ENCRYPTED_HINT[protection];
      return;
    }
    if (body.text.trim() === '' && body.html === null) body.text = this.wordsWithin(root);
  }

  /** A mail that says nothing itself but holds another one, or a piece of one. */
  private wordsWithin(root: MimePart): string {
    const embedded = ownEmbedded(root);
    if (embedded) {
      const inner = new BodyReader(this.limits, new Set()).readInner(embedded);
      return [...shownFields(embedded), '', inner].join('\n').trim();
    }
    if (root.type === 'message/partial') return partialText(root, this.limits);
    return root.type.startsWith('message/') ? readPartText(root, this.limits.maxTextCharacters).text : '';
  }

  private readInner(root: MimePart): string {
    const { text, html } = this.read(root);
    return text.trim() === '' && html !== null ? htmlToText(html) : text;
  }
}

/** Finds the readable content of a mail and what of it is attachment. Never throws. */
export function readMailBody(root: MimePart, limits: MailLimits, problems: Set<string>): MailBody {
  return new BodyReader(limits, problems).read(root);
}
