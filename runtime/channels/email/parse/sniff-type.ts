import { fileTypeFromBuffer } from 'file-type';
import { hasDangerousName } from '@/runtime/channels/dangerous-name';

/** Only the beginning is looked at; every signature that matters lies within. */
const SNIFFED_BYTES = 4100;

/** Types that can run code or show foreign pages when opened, by extension. */
const DANGEROUS_TYPE =
  /^(?:text\/html|text\/javascript|application\/(?:javascript|ecmascript|x-javascript|xhtml\+xml|hta|x-msdownload|x-dosexec|x-msdos-program|x-msi|x-sh|x-shellscript|java-archive|x-java-jnlp-file|x-shockwave-flash|x-ms-shortcut|x-elf|x-mach-binary|vnd\.android\.package-archive|x-apple-diskimage|xml)|image\/svg\+xml|text\/xml|application\/vnd\.microsoft\.portable-executable)$/i;

function startsWith(bytes: Uint8Array, text: string): boolean {
  if (bytes.length < text.length) return false;
  for (let i = 0; i < text.length; i++) if (bytes[i] !== text.charCodeAt(i)) return false;
  return true;
}

/** The few signatures that make up nearly all mail, without waiting for the complete detector. */
function quickType(bytes: Uint8Array): string | null {
  if (startsWith(bytes, '%PDF-')) return 'application/pdf';
  if (startsWith(bytes, '\u0089PNG\r\n\u001a\n')) return 'image/png';
  if (startsWith(bytes, '\u00ff\u00d8\u00ff')) return 'image/jpeg';
  if (startsWith(bytes, 'GIF87a') || startsWith(bytes, 'GIF89a')) return 'image/gif';
  if (startsWith(bytes, 'MZ')) return 'application/x-msdownload';
  if (startsWith(bytes, '\u007fELF')) return 'application/x-elf';
  return null;
}

/** Text that a browser would take for a page, whatever it is called. */
function textualType(bytes: Uint8Array): string | null {
  let controls = 0;
  const size = Math.min(bytes.length, 1024);
  for (let i = 0; i < size; i++) {
    const byte = bytes[i] ?? 0;
    if (
      byte === 0 ||
      (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c && byte !== 0x1b)
    )
      controls++;
  }
  if (controls > 0) return null;
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, size)
    .toString('latin1', 0, size)
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart()
    .toLowerCase();
  if (/^(?:<!--[\s\S]{0,500}?-->\s*)?<(?:!doctype html|html|head|body|script|iframe|meta)\b/.test(head))
    return 'text/html';
  if (/^(?:<\?xml[^>]*>\s*)?(?:<!doctype svg[^>]*>\s*)?<svg\b/.test(head)) return 'image/svg+xml';
  if (head.startsWith('<?xml')) return 'application/xml';
  if (head.startsWith('begin:vcalendar')) return 'text/calendar';
  if (head.startsWith('begin:vcard')) return 'text/vcard';
  return 'text/plain';
}

/** The type of a file by its content, not by what the mail claims; `application/octet-stream` when unknown. */
export async function sniffType(bytes: Uint8Array): Promise<string> {
  if (bytes.length === 0) return 'application/octet-stream';
  const quick = quickType(bytes);
  if (quick) return quick;
  const textual = textualType(bytes);
  if (textual && textual !== 'application/xml') return textual;
  try {
    // Zip based formats (docx, xlsx) keep their directory beyond the first bytes, so those get the whole file.
    const isZip = startsWith(bytes, 'PK');
    const found = await fileTypeFromBuffer(isZip ? bytes : bytes.subarray(0, SNIFFED_BYTES));
    if (found) return found.mime;
  } catch (error) {
    // The detector fails on cut or damaged files (EndOfStreamError); the type then stays unknown, which is the safe answer.
    if (!(error instanceof Error)) throw error;
  }
  return textual ?? 'application/octet-stream';
}

/** Must this file never be opened inside a page? By its name, its declared and its real type. */
export function isDangerousFile(name: string, declaredType: string, sniffedType: string): boolean {
  return hasDangerousName(name) || DANGEROUS_TYPE.test(declaredType) || DANGEROUS_TYPE.test(sniffedType);
}
