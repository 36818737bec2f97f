import { decodeText } from './charset';
import { unflow } from './format-flowed';
import { firstRaw } from './header-fields';
import type { MimePart } from './mime-tree';
import { partName } from './select-parts';
import { decodeTransferEncoding, decodeUuLines } from './transfer-encoding';

export interface PartText {
  text: string;
  problems: string[];
}

/** A file that was written into the text of a mail as uuencoded lines. */
export interface UuFile {
  name: string;
  content: Buffer;
}

/** Charset in the head of an HTML document, for parts that do not declare one. */
function htmlCharset(bytes: Buffer): string | null {
  const head = bytes.toString('latin1', 0, Math.min(bytes.length, 4096));
  return /<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]{2,40})/i.exec(head)?.[1] ?? null;
}

/** Decoded content of a leaf part. */
export function partBytes(part: MimePart): { bytes: Buffer; repaired: boolean } {
  return decodeTransferEncoding(part.source, part.encoding);
}

/** Reads a text part: transfer encoding, charset, line ends, format=flowed. Never throws. */
export function readPartText(part: MimePart, maxCharacters: number): PartText {
  const problems: string[] = [];
  const body = partBytes(part);
  if (body.repaired) problems.push('transfer-encoding-repaired');
  let bytes = body.bytes;
  if (bytes.length > maxCharacters * 4) {
    bytes = bytes.subarray(0, maxCharacters * 4);
    problems.push('text-cut');
  }
  const declared = part.parameters.get('charset') ?? (part.type === 'text/html' ? htmlCharset(bytes) : null);
  const decoded = decodeText(bytes, declared);
  if (decoded.repaired && declared) problems.push('charset-repaired');
  let text = decoded.text.replace(/\r\n?/g, '\n');
  if (text.includes('\0')) text = text.replaceAll('\0', '');
  if (text.length > maxCharacters) {
    text = text.slice(0, maxCharacters);
    problems.push('text-cut');
  }
  if (part.type === 'text/plain' && part.parameters.get('format')?.toLowerCase() === 'flowed') {
    text = unflow(text, part.parameters.get('delsp')?.toLowerCase() === 'yes');
  }
  return { text, problems };
}

/** Takes uuencoded files out of a text; incomplete ones stay in the text. */
export function extractUuFiles(text: string): { text: string; files: UuFile[] } {
  if (!/(?:^|\n)begin [0-7]{3,4}(?: |$)/m.test(text)) return { text, files: [] };
  const lines = text.split('\n');
  const ends = lines.flatMap((line, index) => (/^end\s*$/.test(line) ? [index] : []));
  let nextEnd = 0;
  const kept: string[] = [];
  const files: UuFile[] = [];
  for (let i = 0; i < lines.length; i++) {
    const begin = /^begin [0-7]{3,4}(?: (.*))?$/.exec(lines[i] ?? '');
    while ((ends[nextEnd] ?? lines.length) <= i) nextEnd++;
    const end = begin ? (ends[nextEnd] ?? -1) : -1;
    const inner = end > i ? lines.slice(i + 1, end) : [];
    if (!begin || end < 0 || !inner.every(isUuLine)) {
      kept.push(lines[i] ?? '');
      continue;
    }
    files.push({ name: (begin[1] ?? '').trim(), content: decodeUuLines(inner) });
    i = end;
  }
  return { text: kept.join('\n'), files };
}

/** The first character says how many bytes the line holds, and the line must be about that long. */
function isUuLine(line: string): boolean {
  if (line.trim() === '') return true;
  if (!/^[\x20-\x60]{1,90}$/.test(line.trimEnd())) return false;
  const bytes = (line.charCodeAt(0) - 32) & 63;
  return line.trimEnd().length <= Math.ceil(bytes / 3) * 4 + 4;
}

/** Is this text part in truth HTML? Mails without a Content-Type are looked at. */
export function looksLikeHtml(part: MimePart): boolean {
  if (part.type !== 'text/plain' || firstRaw(part.fields, 'content-type') !== '' || partName(part) !== '')
    return false;
  const head = part.source.toString('latin1', 0, Math.min(part.source.length, 512)).trimStart().toLowerCase();
  return head.startsWith('<!doctype html') || head.startsWith('<html');
}
