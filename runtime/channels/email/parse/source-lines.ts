import type { HtmlLine } from './html-lines';
import { findAttribution, isQuotedLine } from './quote-patterns';

/** A line of a mail with what is known about it before quotations are looked for. */
export interface SourceLine {
  text: string;
  quoted: boolean;
  /** The mail program says: from here on, all is history. */
  cutHere: boolean;
  signature: boolean;
}

/** "text --- On Monday Jane wrote:". */
const BEHIND_DASHES = /^(.*\S)\s*-{3}\s?(On .{5,200} wrote:)\s*$/;
/** "text On Mon, 4 May 2026 at 10:00, Jane wrote:". */
const BEHIND_TEXT =
  /^(.*\S)\s+((?:On|Am|Le|El|Op|Il|Den|Em)\s(?:\p{L}{2,10}\.?,?\s){0,2}\d[^\n]{5,200}:)\s*$/u;

/** Splits a line in whose middle the quotation begins: a mail program glued its own words to the customer's. */
function splitGluedAttribution(line: string, below: readonly string[]): string[] {
  if (!line.endsWith(':') || line.length > 2000) return [line];
  const dashed = line.includes('---') ? BEHIND_DASHES.exec(line) : null;
  if (dashed?.[1] && dashed[2]) return [dashed[1], dashed[2]];
  const glued = isQuotedLine(below.find((next) => next.trim() !== '') ?? '') ? BEHIND_TEXT.exec(line) : null;
  const [, text = '', attribution = ''] = glued ?? [];
  return text !== '' && findAttribution((at) => (at === 0 ? attribution : undefined), 0)
    ? [text, attribution]
    : [line];
}

/** The initials that some programs put before the mark ("JS> text"), when an attribution stands above; empty otherwise. */
function quotingInitials(lines: readonly string[]): string {
  for (const [index, line] of lines.entries()) {
    const initials = /^ {0,2}(\p{Lu}[\p{L}]{0,3})>+ /u.exec(line)?.[1];
    if (!initials) continue;
    const above = lines.slice(Math.max(0, index - 4), index).filter((entry) => entry.trim() !== '');
    const attributed = above.some((_, at) => {
      const found = findAttribution((next) => above[next], at);
      return found !== null && at + found.lines >= above.length;
    });
    if (attributed) return initials;
  }
  return '';
}

function isInitialled(line: string, initials: string): boolean {
  return initials !== '' && line.trimStart().startsWith(`${initials}>`);
}

/** Lines of a plain text mail. */
export function textSourceLines(text: string): SourceLine[] {
  const lines = text
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .flatMap((line, index, all) => splitGluedAttribution(line, all.slice(index + 1, index + 3)));
  const initials = quotingInitials(lines);
  return lines.map((line) => ({
    text: line,
    quoted: isQuotedLine(line) || isInitialled(line, initials),
    cutHere: false,
    signature: false,
  }));
}

/** Number of the blockquote that ends the mail, or 0. */
function closingBlockquote(lines: readonly HtmlLine[]): number {
  const last = lines.findLast((line) => line.text.trim() !== '' && !line.signature);
  return last?.blockquote ?? 0;
}

/** A blockquote is a quotation when its mail program says so, when an attribution stands above, or when it is the last; not when the customer leads up
 * to it with a colon and writes on below. */
export function htmlSourceLines(lines: readonly HtmlLine[]): SourceLine[] {
  const lastBlockquote = lines.reduce((last, line) => Math.max(last, line.blockquote), 0);
  const closing = closingBlockquote(lines);
  // In a container of history the lines above its first blockquote are the attribution; those below may be answers.
  const firstQuoteIn = new Map<number, number>();
  lines.forEach((line, index) => {
    const quotes = line.history > 0 && (line.blockquote > 0 || line.cited);
    if (quotes && !firstQuoteIn.has(line.history)) firstQuoteIn.set(line.history, index);
  });
  const quotedBlocks = new Set<number>();
  let above: string[] = [];
  let current = 0;
  for (const line of lines) {
    if (line.blockquote !== current) {
      current = line.blockquote;
      const recent = above.slice(-4);
      const attributed = recent.some((_, index) => {
        const found = findAttribution((at) => recent[at], index);
        return found !== null && index + found.lines >= recent.length;
      });
      const isLedUpTo = current !== closing && /:\s*$/.test(recent.at(-1) ?? '');
      const isLast = current === lastBlockquote && !isLedUpTo;
      if (current > 0 && (line.cited || attributed || isLast)) quotedBlocks.add(current);
    }
    if (line.blockquote === 0 && line.text.trim() !== '') above = [...above, line.text].slice(-4);
  }
  return lines.map((line, index) => ({
    text: line.text,
    quoted:
      quotedBlocks.has(line.blockquote) ||
      line.cited ||
      (line.history > 0 && index < (firstQuoteIn.get(line.history) ?? lines.length)) ||
      isQuotedLine(line.text),
    cutHere: line.cutHere,
    signature: line.signature,
  }));
}
