import { firstRaw } from './header-fields';
import { decodeHeaderText } from './header-text';
import type { MimePart } from './mime-tree';
import type { MailAttachment } from './parsed-mail';
import { partBytes } from './part-text';
import { safeFileName } from './safe-file-name';
import { partName } from './select-parts';
import { isDangerousFile, sniffType } from './sniff-type';
import type { TnefAttachment } from './tnef';

const EXTENSIONS: Record<string, string> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/tiff': 'tif',
  'image/bmp': 'bmp',
  'application/pdf': 'pdf',
  'application/zip': 'zip',
  'text/plain': 'txt',
  'text/html': 'html',
  'text/calendar': 'ics',
  'application/ics': 'ics',
  'text/vcard': 'vcf',
  'text/x-vcard': 'vcf',
  'text/csv': 'csv',
  'message/rfc822': 'eml',
  'message/global': 'eml',
  'message/delivery-status': 'txt',
  'message/disposition-notification': 'txt',
  'message/feedback-report': 'txt',
  'text/rfc822-headers': 'txt',
  'application/pgp-signature': 'asc',
  'application/pgp-encrypted': 'asc',
  'application/pkcs7-signature': 'p7s',
  'application/x-pkcs7-signature': 'p7s',
  'application/pkcs7-mime': 'p7m',
  'application/x-pkcs7-mime': 'p7m',
  'application/ms-tnef': 'dat',
  'application/json': 'json',
};

/** Parts of reports by machines (RFC 3464, 8098, 5965), which have no names of their own. */
const REPORT_PARTS: Record<string, string> = {
  'message/delivery-status': 'delivery-status.txt',
  'message/global-delivery-status': 'delivery-status.txt',
  'message/disposition-notification': 'read-receipt.txt',
  'message/feedback-report': 'feedback-report.txt',
  'text/rfc822-headers': 'headers.txt',
  'message/global-headers': 'headers.txt',
};

/** A name for a part without one; embedded mails are called by their subject. */
function fallbackName(part: MimePart, index: number): string {
  if (part.embedded) {
    const subject = decodeHeaderText(firstRaw(part.embedded.fields, 'subject')).trim();
    // A slash in a subject parts words and names no folder.
    if (subject !== '') return `${safeFileName(subject.replace(/[/\\]/g, '-'), 'mail').slice(0, 80)}.eml`;
    return `mail-${index + 1}.eml`;
  }
  const report = REPORT_PARTS[part.type];
  if (report) return report;
  const extension = EXTENSIONS[part.type];
  return extension ? `attachment-${index + 1}.${extension}` : `attachment-${index + 1}`;
}

/** Is the part meant to appear within the text: referenced by Content-ID, or a picture not marked as attachment. */
function isInline(part: MimePart, referenced: ReadonlySet<string>): boolean {
  if (part.contentId !== '' && referenced.has(part.contentId.toLowerCase())) return true;
  if (part.disposition === 'attachment') return false;
  return part.disposition === 'inline' && part.type.startsWith('image/');
}

/** Content-IDs that an HTML body shows. */
export function referencedContentIds(html: string): Set<string> {
  const found = new Set<string>();
  for (const match of html.matchAll(/cid:([^"'\s>)&]{1,300})/gi)) {
    const id = match[1] ?? '';
    found.add(id.toLowerCase());
    try {
      found.add(decodeURIComponent(id).toLowerCase());
    } catch (error) {
      // A percent sign that is no escape: the id is already noted as written.
      if (!(error instanceof URIError)) throw error;
    }
  }
  return found;
}

/** Turns a part into an attachment: decoded, named, its real type looked at. */
export async function toAttachment(
  part: MimePart,
  index: number,
  referenced: ReadonlySet<string>,
): Promise<MailAttachment> {
  const content = partBytes(part).bytes;
  const name = safeFileName(partName(part), fallbackName(part, index));
  const sniffedType = part.embedded ? 'message/rfc822' : await sniffType(content);
  return {
    name,
    type: part.type,
    sniffedType,
    size: content.length,
    contentId: part.contentId === '' ? null : part.contentId,
    inline: isInline(part, referenced),
    content,
    inText: false,
    dangerous: isDangerousFile(name, part.type, sniffedType),
  };
}

/** An attachment that lay in another container (winmail.dat, uuencoded text). */
export async function toUnpackedAttachment(
  file: TnefAttachment,
  index: number,
  referenced: ReadonlySet<string>,
): Promise<MailAttachment> {
  const sniffedType = await sniffType(file.content);
  const type = file.type === '' ? sniffedType : file.type;
  const extension = EXTENSIONS[type];
  const name = safeFileName(
    file.name,
    extension ? `attachment-${index + 1}.${extension}` : `attachment-${index + 1}`,
  );
  return {
    name,
    type,
    sniffedType,
    size: file.content.length,
    contentId: file.contentId === '' ? null : file.contentId,
    inline: file.contentId !== '' && referenced.has(file.contentId.toLowerCase()),
    content: file.content,
    inText: false,
    dangerous: isDangerousFile(name, type, sniffedType),
  };
}
