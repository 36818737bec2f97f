import { firstRaw, type HeaderField, readHeaderFields } from './header-fields';
import { parseParameters } from './header-parameters';
import type { MailLimits } from './limits';
import { decodeTransferEncoding, normalizeTransferEncoding } from './transfer-encoding';

/** One MIME part. `source` is a view into the received bytes: nothing is copied before it is needed. */
export interface MimePart {
  fields: HeaderField[];
  /** Lower case type as declared or implied, for example `text/plain`. */
  type: string;
  /** Had the part a usable Content-Type at all? */
  typeDeclared: boolean;
  parameters: Map<string, string>;
  disposition: string;
  dispositionParameters: Map<string, string>;
  encoding: string;
  /** Without angle brackets; empty when there is none. */
  contentId: string;
  /** Body, still transfer-encoded. */
  source: Buffer;
  parts: MimePart[];
  /** The mail ends within this part, before the delimiter that should close it; or a multipart has no delimiter at all. */
  cutOff: boolean;
  /** Root of an embedded message (message/rfc822 and relatives). */
  embedded: MimePart | null;
}

export interface MimeTree {
  root: MimePart;
  problems: Set<string>;
}

interface Builder {
  limits: MailLimits;
  problems: Set<string>;
  count: number;
}

const EMBEDDED_TYPES = new Set(['message/rfc822', 'message/news', 'message/global']);
const DASHES = Buffer.from('--');

/** Some programs write the type without subtype, or junk; this brings it into `a/b` or nothing. */
function normalizeType(value: string): string {
  const type = value.replace(/\s+/g, '').replace(/^["']|["']$/g, '');
  if (/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/.test(type)) return type;
  if (type === 'text' || type === 'plain') return 'text/plain';
  if (type === 'html' || type === 'text/') return type === 'html' ? 'text/html' : 'text/plain';
  return '';
}

function makePart(fields: HeaderField[], source: Buffer, fallbackType: string): MimePart {
  const rawType = firstRaw(fields, 'content-type');
  const contentType = parseParameters(rawType);
  const rawDisposition = firstRaw(fields, 'content-disposition');
  const disposition = parseParameters(rawDisposition);
  const type = normalizeType(contentType.value);
  return {
    fields,
    type: type || (rawType === '' ? fallbackType : contentType.value === '' ? fallbackType : 'text/plain'),
    typeDeclared: type !== '',
    parameters: contentType.parameters,
    disposition: disposition.value,
    dispositionParameters: disposition.parameters,
    encoding: normalizeTransferEncoding(firstRaw(fields, 'content-transfer-encoding')),
    contentId: firstRaw(fields, 'content-id')
      .slice(0, 1000)
      .trim()
      .replace(/^<+|>+$/g, ''),
    source,
    parts: [],
    cutOff: false,
    embedded: null,
  };
}

interface Delimiter {
  start: number;
  next: number;
  closing: boolean;
}

/** Reads the line at `at` as a delimiter of this boundary; trailing white space is allowed (RFC 2046, 5.1.1). */
function delimiterAt(source: Buffer, at: number, boundary: Buffer): Delimiter | null {
  const afterDashes = at + 2;
  if (
    source.compare(
      boundary,
      0,
      boundary.length,
      afterDashes,
      Math.min(source.length, afterDashes + boundary.length),
    ) !== 0
  ) {
    return null;
  }
  let end = afterDashes + boundary.length;
  const closing = source[end] === 0x2d && source[end + 1] === 0x2d;
  if (closing) end += 2;
  while (source[end] === 0x20 || source[end] === 0x09) end++;
  if (source[end] === 0x0d) end++;
  if (end >= source.length) return { start: at, next: source.length, closing };
  if (source[end] === 0x0a) return { start: at, next: end + 1, closing };
  // Text right behind a closing delimiter is sloppy but harmless; behind an opening one it is another boundary.
  if (!closing) return null;
  const newline = source.indexOf(0x0a, end);
  return { start: at, next: newline < 0 ? source.length : newline + 1, closing };
}

function findDelimiters(source: Buffer, boundary: Buffer, builder: Builder): Delimiter[] {
  const found: Delimiter[] = [];
  const needle = Buffer.concat([DASHES, boundary]);
  for (let at = source.indexOf(needle, 0); at >= 0; at = source.indexOf(needle, at + 1)) {
    const lineStart = at === 0 || source[at - 1] === 0x0a || source[at - 1] === 0x0d;
    const delimiter = lineStart ? delimiterAt(source, at, boundary) : null;
    if (!delimiter) continue;
    found.push(delimiter);
    if (delimiter.closing) {
      // After the end there may be more only when the end was a mistake: look for another opening delimiter.
      continue;
    }
    if (found.length > builder.limits.maxParts) {
      builder.problems.add('too-many-parts');
      break;
    }
  }
  return found;
}

/** The boundary parameter is missing or wrong: take the first `--token` line that appears again. */
function guessBoundary(source: Buffer): Buffer | null {
  const text = source.toString('latin1', 0, Math.min(source.length, 64 * 1024));
  const candidates = text.matchAll(
    /(?:^|\n)--([^\s-][^\r\n]{0,120}|-{2,40}[^\r\n]{1,90})\r?\n(?=[A-Za-z-]+:|\r?\n)/g,
  );
  let tried = 0;
  for (const match of candidates) {
    const token = (match[1] ?? '').trimEnd();
    if (++tried > 5) return null;
    const escaped = Buffer.from(`--${token}`, 'latin1');
    const first = source.indexOf(escaped);
    if (token !== '' && source.indexOf(escaped, first + 1) > first) return Buffer.from(token, 'latin1');
  }
  return null;
}

function boundaryOf(part: MimePart): Buffer | null {
  const declared = part.parameters.get('boundary')?.trimEnd() ?? '';
  return declared === '' ? null : Buffer.from(declared, 'latin1');
}

/** Body of one part: the line end before a delimiter belongs to the delimiter. */
function withoutLastLineEnd(source: Buffer, start: number, end: number): number {
  let stop = end;
  if (stop > start && source[stop - 1] === 0x0a) stop--;
  if (stop > start && source[stop - 1] === 0x0d) stop--;
  return stop;
}

function splitMultipart(part: MimePart, builder: Builder, depth: number): void {
  let boundary = boundaryOf(part);
  let delimiters = boundary ? findDelimiters(part.source, boundary, builder) : [];
  if (delimiters.length === 0) {
    boundary = guessBoundary(part.source);
    if (boundary) {
      delimiters = findDelimiters(part.source, boundary, builder);
      builder.problems.add('boundary-repaired');
    }
  }
  const childType = part.type === 'multipart/digest' ? 'message/rfc822' : 'text/plain';
  let sawClosing = false;
  for (const [index, delimiter] of delimiters.entries()) {
    const nextDelimiter = delimiters[index + 1];
    if (delimiter.closing) {
      sawClosing = true;
      continue;
    }
    const start = delimiter.next;
    const end = nextDelimiter
      ? withoutLastLineEnd(part.source, start, nextDelimiter.start)
      : part.source.length;
    if (start >= end && !nextDelimiter) continue;
    if (sawClosing) builder.problems.add('part-after-end');
    if (builder.count >= builder.limits.maxParts) {
      builder.problems.add('too-many-parts');
      break;
    }
    const child = buildPart(part.source, start, end, builder, depth + 1, childType, false);
    child.cutOff ||= !nextDelimiter;
    part.parts.push(child);
  }
  if (delimiters.length > 0 && !sawClosing) builder.problems.add('missing-end-boundary');
}

function openEmbedded(part: MimePart, builder: Builder, depth: number): void {
  let source = part.source;
  if (part.encoding === 'base64' || part.encoding === 'quoted-printable') {
    source = decodeTransferEncoding(part.source, part.encoding).bytes;
  }
  part.embedded = buildPart(source, 0, source.length, builder, depth + 1, 'text/plain', true);
}

/** Each level costs one look through what it holds, so small parts may lie deeper than large ones. */
const SMALL_BYTES = 256 * 1024;

function deepest(source: Buffer, limits: MailLimits): number {
  return source.length < SMALL_BYTES ? limits.maxDepth * 5 : limits.maxDepth;
}

function buildPart(
  source: Buffer,
  start: number,
  end: number,
  builder: Builder,
  depth: number,
  fallbackType: string,
  isRoot: boolean,
): MimePart {
  builder.count++;
  const header = readHeaderFields(source, start, end, builder.limits, isRoot);
  for (const problem of header.problems) builder.problems.add(problem);
  const part = makePart(header.fields, source.subarray(Math.min(header.bodyStart, end), end), fallbackType);
  const isMultipart = part.type.startsWith('multipart/');
  if (!isMultipart && !EMBEDDED_TYPES.has(part.type)) return part;
  if (depth >= deepest(part.source, builder.limits)) {
    builder.problems.add('too-deep');
    return part;
  }
  if (isMultipart) {
    splitMultipart(part, builder, depth);
    if (part.parts.length === 0) {
      builder.problems.add('multipart-without-parts');
      part.type = 'text/plain';
      part.cutOff = part.source.length > 0;
      part.parameters = new Map();
      if (part.encoding === 'base64') part.encoding = '';
    }
  } else if (builder.count < builder.limits.maxParts) {
    openEmbedded(part, builder, depth);
  }
  return part;
}

/**
 * Takes a mail apart into its MIME tree (RFC 2045, 2046) without copying content. Broken boundaries, missing ends and
 * headers without a blank line are repaired and named in `problems`. Never throws; depth and number of parts are bounded.
 */
export function readMimeTree(source: Buffer, limits: MailLimits): MimeTree {
  const builder: Builder = { limits, problems: new Set(), count: 0 };
  const root = buildPart(source, 0, source.length, builder, 0, 'text/plain', true);
  return { root, problems: builder.problems };
}
