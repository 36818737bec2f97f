import { readHtmlLines } from './html-lines';
import {
  type Attribution,
  findAttribution,
  findHeaderBlock,
  isOriginalMessageLine,
  isRuleLine,
} from './quote-patterns';
import {
  findContactBlock,
  isDeviceLine,
  isDisclaimerLine,
  isListFooter,
  isSignatureDelimiter,
} from './signature-patterns';
import { htmlSourceLines, type SourceLine, textSourceLines } from './source-lines';

export interface VisibleText {
  /** What the sender wrote now, without quoted mails and without signature. Never empty when there was any text. */
  visible: string;
  /** What was taken away as quotation; null when nothing was. */
  quoted: string | null;
  /** What was taken away as signature; null when nothing was. */
  signature: string | null;
}

type Fate = 'keep' | 'quote' | 'signature';

/** A signature longer than this is no signature: the customer wrote on below a line of dashes. */
const MAX_SIGNATURE_LINES = 25;

class Separator {
  readonly fates: Fate[];
  private keptAbove = false;
  private checkedTo = 0;

  constructor(private readonly lines: readonly SourceLine[]) {
    this.fates = lines.map(() => 'keep');
  }

  private readonly lineAt = (index: number): string | undefined => this.lines[index]?.text;

  private mark(from: number, to: number, fate: Fate): void {
    for (let i = from; i < to; i++) if (this.fates[i] === 'keep') this.fates[i] = fate;
  }

  /** Everything above is gone already. The lines above never change again, so each is looked at once. */
  private nothingBefore(index: number): boolean {
    while (!this.keptAbove && this.checkedTo < index) {
      const text = this.lines[this.checkedTo]?.text ?? '';
      this.keptAbove = this.fates[this.checkedTo] === 'keep' && text.trim() !== '' && !isRuleLine(text);
      this.checkedTo++;
    }
    return !this.keptAbove;
  }

  private nextFilled(index: number): number {
    let at = index;
    while (at < this.lines.length && this.lines[at]?.text.trim() === '') at++;
    return at;
  }

  private closingFence(index: number): number {
    for (let at = index + 1; at < this.lines.length; at++) if (this.isFence(at)) return at;
    return -1;
  }

  private isFence(index: number): boolean {
    return /^\s*```/.test(this.lines[index]?.text ?? '');
  }

  /** Marks quotations from top to bottom. */
  markQuotes(): void {
    let index = 0;
    while (index < this.lines.length) {
      const line = this.lines[index];
      if (!line) break;
      if (this.isFence(index)) {
        const close = this.closingFence(index);
        if (close > index) {
          index = close + 1;
          continue;
        }
      }
      const next = this.markAt(index, line);
      if (next === null) return;
      index = next;
    }
  }

  /** Handles one line; gives the next line to look at, or null when the rest has been dealt with. */
  private markAt(index: number, line: SourceLine): number | null {
    if (line.quoted) return this.markQuotedRun(index);
    if (line.text.trim() === '') return index + 1;
    if ((line.cutHere && !this.nothingBefore(index)) || isOriginalMessageLine(line.text))
      return this.cutFrom(index);
    const ruled = isRuleLine(line.text);
    const headerAt = ruled ? this.nextFilled(index + 1) : index;
    const headerLines = findHeaderBlock(this.lineAt, headerAt);
    if (headerLines > 0) {
      if (!this.nothingBefore(index)) return this.cutFrom(index);
      return headerAt + headerLines;
    }
    if (ruled) return index + 1;
    const attribution = findAttribution(this.lineAt, index);
    return attribution ? this.markAttributed(index, attribution) : index + 1;
  }

  /** Where nothing stands above, the mail was passed on without a word: its own history ends further below. */
  private cutFrom(index: number): number | null {
    if (this.nothingBefore(index)) return index + 1;
    this.mark(index, this.lines.length, 'quote');
    return null;
  }

  private markAttributed(index: number, attribution: Attribution): number | null {
    const after = index + attribution.lines;
    const next = this.nextFilled(after);
    if (this.lines[next]?.quoted) {
      this.mark(index, next, 'quote');
      return this.markQuotedRun(next);
    }
    if (next >= this.lines.length) {
      this.mark(index, this.lines.length, 'quote');
      return null;
    }
    if (attribution.strong) return this.cutFrom(index);
    return after;
  }

  /** A run of quoted lines, with the blank lines in it and links that a mail program broke out of the quotation. */
  private markQuotedRun(start: number): number {
    let end = start;
    let index = start;
    while (index < this.lines.length) {
      const line = this.lines[index];
      if (!line) break;
      if (line.quoted) end = index + 1;
      else if (line.text.trim() !== '' && !this.isBrokenLink(index) && !this.isTornOff(index)) break;
      index++;
    }
    const following = this.nextFilled(end);
    this.mark(start, following, 'quote');
    return following;
  }

  private isBrokenLink(index: number): boolean {
    const next = this.lines[index + 1];
    return (
      next?.quoted === true && /^\s*[<(]?\s*https?:\/\/\S+?[>)]?\s*>?\s*$/.test(this.lines[index]?.text ?? '')
    );
  }

  /** The end of a long quoted line, which a program wrapped without marking what it moved to the next line. */
  private isTornOff(index: number): boolean {
    const above = this.lines[index - 1];
    const text = this.lines[index]?.text ?? '';
    if (!above?.quoted || this.lines[index + 1]?.quoted !== true) return false;
    if (/\(https?:[^)\s]*$/.test(above.text) && /^\S+\)\s*$/.test(text)) return true;
    return above.text.length >= 68 && /[\p{L}\p{N},]\s*$/u.test(above.text) && /^\p{Ll}.*\s/u.test(text);
  }

  /** Marks signatures in every stretch of kept lines. */
  markSignatures(): void {
    this.lines.forEach((line, index) => {
      if (line.signature) this.mark(index, index + 1, 'signature');
    });
    let start = 0;
    while (start < this.lines.length) {
      if (this.fates[start] !== 'keep') {
        start++;
        continue;
      }
      let end = start;
      while (end < this.lines.length && this.fates[end] === 'keep') end++;
      this.markSignatureIn(start, end);
      start = end;
    }
  }

  private markSignatureIn(start: number, end: number): void {
    const texts = this.lines.slice(start, end).map((line) => line.text);
    const fences = texts.flatMap((text, index) => (/^\s*```/.test(text) ? [index] : []));
    const from = fences.length >= 2 ? (fences.at(-1) ?? -1) + 1 : 0;
    let left = texts.filter((text) => text.trim() !== '').length;
    for (const [i, text] of texts.entries()) {
      if (text.trim() !== '') left--;
      if (i < from) continue;
      if (signatureBegins(texts, i, left)) {
        this.mark(start + i, end, 'signature');
        return;
      }
      // A line of advertising in the middle: only the line itself goes, what follows is the customer's.
      if (isDeviceLine(text)) this.mark(start + i, start + i + 1, 'signature');
    }
    const contact = findContactBlock(texts);
    if (contact > 0) this.mark(start + contact, end, 'signature');
  }

  private collect(fate: Fate): string {
    return this.lines
      .filter((_, index) => this.fates[index] === fate)
      .map((line) => line.text.trimEnd())
      .join('\n')
      .trimEnd();
  }

  result(): VisibleText {
    const visible = trimRules(this.collect('keep'));
    const quoted = this.collect('quote');
    const signature = this.collect('signature');
    return { visible, quoted: quoted === '' ? null : quoted, signature: signature === '' ? null : signature };
  }
}

/** Does everything from this line to the end of the stretch belong to a signature? `left` counts the filled lines below. */
function signatureBegins(texts: readonly string[], index: number, left: number): boolean {
  const text = texts[index] ?? '';
  if (isListFooter(texts, index)) return true;
  if (isSignatureDelimiter(text))
    return left > 0 && left <= MAX_SIGNATURE_LINES && !isRuleOfText(texts, index);
  if (isDeviceLine(text)) return left <= 2;
  return index > 0 && left <= MAX_SIGNATURE_LINES && isDisclaimerLine(text);
}

/** Two dashes right below "Items:", or above a question, are a rule that the customer drew; "-- " is none (RFC 3676) unless the customer asks below it. */
function isRuleOfText(texts: readonly string[], index: number): boolean {
  // A slogan may ask the reader something, but only the customer asks for himself.
  if (texts[index] === '-- ')
    return texts.slice(index + 1).some((text) => /(?:^|[\s,:])(?:ich|mir|mich|I|me)\s.*\?\s*$/.test(text));
  if (/:\s*$/.test(texts[index - 1] ?? '')) return true;
  return texts.slice(index + 1).some((text) => /\p{L}{3,}.*\?\s*$/u.test(text) && !/https?:/.test(text));
}

/** A rule left over above a quotation that went away says nothing. */
function trimRules(text: string): string {
  const lines = text.split('\n');
  const last = lines.findLastIndex((line) => line.trim() !== '' && !/^[\s>]*[-–—_=*]{2,}\s*$/.test(line));
  const first = lines.findIndex((line) => line.trim() !== '');
  return last < 0
    ? text.trim()
    : lines
        .slice(Math.max(0, first), last + 1)
        .join('\n')
        .trimEnd();
}

function hasWords(text: string): boolean {
  return /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(text);
}

function separate(lines: readonly SourceLine[], whole: string): VisibleText {
  const separator = new Separator(lines);
  separator.markQuotes();
  separator.markSignatures();
  const result = separator.result();
  if (hasWords(result.visible)) return result;
  // Only a signature or quotation was there. First give the signature back, then everything.
  const withoutSignature = new Separator(lines);
  withoutSignature.markQuotes();
  const second = withoutSignature.result();
  if (hasWords(second.visible) && second.quoted === null) return second;
  return { visible: whole.trim(), quoted: null, signature: null };
}

/** Finds what the sender of a plain text mail wrote himself. */
export function visibleTextOf(text: string): VisibleText {
  return separate(textSourceLines(text), text.replace(/\r\n?/g, '\n'));
}

/** Finds what the sender of an HTML mail wrote himself, using the marks that mail programs leave. */
export function visibleTextOfHtml(html: string): VisibleText {
  const lines = readHtmlLines(html);
  const whole = lines
    .map((line) => line.text)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n');
  const result = separate(htmlSourceLines(lines), whole);
  return { ...result, visible: result.visible.replace(/\n{3,}/g, '\n\n') };
}
