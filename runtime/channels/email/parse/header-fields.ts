import type { MailLimits } from './limits';

/** One header field as it stands in the mail: `raw` holds one character per byte, unfolded, not decoded. */
export interface HeaderField {
  name: string;
  key: string;
  raw: string;
}

export interface HeaderBlock {
  fields: HeaderField[];
  /** Where the body begins. */
  bodyStart: number;
  /** Codes of what was repaired on the way. */
  problems: string[];
}

const FIELD = /^([!-9;-~]{1,200})[ \t]*:[ \t]*/;
/** Names that certainly belong to a header, used where a broken blank line leaves room for doubt. */
const KNOWN_FIELD =
  /^(?:received|return-path|from|to|cc|bcc|subject|date|message-id|mime-version|content-[a-z-]+|reply-to|in-reply-to|references|sender|delivered-to|x-[a-z0-9-]+|dkim-signature|authentication-results|list-[a-z-]+|auto-submitted|precedence|user-agent)[ \t]*:/i;

interface Line {
  text: string;
  start: number;
  next: number;
}

function readLine(source: Buffer, start: number, end: number): Line | null {
  if (start >= end) return null;
  const newline = source.indexOf(0x0a, start);
  const next = newline < 0 || newline >= end ? end : newline + 1;
  let stop = newline < 0 || newline >= end ? end : newline;
  if (stop > start && source[stop - 1] === 0x0d) stop--;
  return { text: source.toString('latin1', start, stop), start, next };
}

/** Does the header go on after this line that is none? Decides between junk to skip and a missing blank line. */
function headerGoesOn(source: Buffer, from: number, end: number, sawField: boolean): boolean {
  const next = readLine(source, from, end);
  if (!next) return false;
  if (FIELD.test(next.text)) return sawField || KNOWN_FIELD.test(next.text);
  if (next.text.trim() !== '') return false;
  const after = readLine(source, next.next, end);
  return sawField && after !== null;
}

/** State while the lines of one header block are collected. */
class Collector {
  readonly fields: HeaderField[] = [];
  readonly problems = new Set<string>();
  private name = '';
  private value: string[] = [];
  private open = false;

  constructor(private readonly limits: MailLimits) {}

  begin(name: string, value: string): void {
    this.flush();
    this.name = name;
    this.value = [value];
    this.open = true;
  }

  fold(text: string): void {
    if (this.open) this.value.push(text.trim());
  }

  get hasFields(): boolean {
    return this.open || this.fields.length > 0;
  }

  flush(): void {
    if (!this.open) return;
    this.open = false;
    if (this.fields.length >= this.limits.maxHeaderFields) {
      this.problems.add('too-many-headers');
      return;
    }
    let raw = this.value.join(' ').trim();
    if (raw.length > this.limits.maxHeaderValue) {
      raw = raw.slice(0, this.limits.maxHeaderValue);
      this.problems.add('header-too-long');
    }
    this.fields.push({ name: this.name, key: this.name.toLowerCase(), raw });
  }
}

/** Skips what mail stores and careless programs put before the first header: blank lines, a BOM, an mbox line. */
function skipPreamble(source: Buffer, start: number, end: number): number {
  let at = start;
  if (source[at] === 0xef && source[at + 1] === 0xbb && source[at + 2] === 0xbf) at += 3;
  for (let line = readLine(source, at, end); line; line = readLine(source, at, end)) {
    const isMboxLine = /^>?From /.test(line.text) && !FIELD.test(line.text);
    if (line.text.trim() !== '' && !isMboxLine) break;
    if (line.next >= end) break;
    at = line.next;
  }
  return at;
}

/**
 * Reads one header block. Tolerates junk lines, a blank line that holds a space, a missing blank line before the
 * body and a first line that is indented; each repair is named in `problems`. Never throws.
 */
export function readHeaderFields(
  source: Buffer,
  start: number,
  end: number,
  limits: MailLimits,
  isRoot: boolean,
): HeaderBlock {
  const collector = new Collector(limits);
  let at = isRoot ? skipPreamble(source, start, end) : start;
  const blockStart = at;
  const finish = (bodyStart: number): HeaderBlock => {
    collector.flush();
    return { fields: collector.fields, bodyStart, problems: [...collector.problems] };
  };
  for (let line = readLine(source, at, end); line; line = readLine(source, at, end)) {
    if (at - blockStart > limits.maxHeaderBytes) {
      collector.problems.add('header-too-long');
      return finish(at);
    }
    if (line.text === '') return finish(line.next);
    if (line.text.trim() === '') {
      const next = readLine(source, line.next, end);
      const continues = next !== null && (/^[ \t]+\S/.test(next.text) || KNOWN_FIELD.test(next.text));
      if (!continues || !collector.hasFields) return finish(line.next);
      collector.problems.add('blank-line-in-header');
      at = line.next;
      continue;
    }
    const indented = line.text.charCodeAt(0) === 0x20 || line.text.charCodeAt(0) === 0x09;
    const text = indented && !collector.hasFields ? line.text.trimStart() : line.text;
    const match = indented && collector.hasFields ? null : FIELD.exec(text);
    if (match?.[1]) {
      collector.begin(match[1], text.slice(match[0].length));
    } else if (collector.hasFields && (indented || /^\\t/.test(line.text))) {
      // Some exports write the tab of a folded line as a backslash and a t.
      collector.fold(line.text.replace(/^\\t/, ''));
    } else if (!line.text.startsWith('--') && headerGoesOn(source, line.next, end, collector.hasFields)) {
      collector.problems.add('junk-line-in-header');
    } else {
      if (collector.hasFields) collector.problems.add('missing-blank-line');
      return finish(at);
    }
    at = line.next;
  }
  return finish(end);
}

/** First non-empty value of a header, as raw characters; empty text when there is none. */
export function firstRaw(fields: readonly HeaderField[], key: string): string {
  let found = '';
  for (const field of fields) {
    if (field.key !== key) continue;
    if (field.raw !== '') return field.raw;
    found = field.raw;
  }
  return found;
}
