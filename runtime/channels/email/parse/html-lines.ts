import { decodeHtmlEntities } from './html-entities';
import { type HtmlContainer, recognizeContainer } from './html-quote-containers';

/** One line of an HTML mail as it would be read, with what its surroundings say about it. */
export interface HtmlLine {
  text: string;
  /** Number of the outermost blockquote around the line, or 0. */
  blockquote: number;
  /** That blockquote was made by a mail program as a quotation. */
  cited: boolean;
  /** Number of the outermost container that a mail program marks as history, or 0. */
  history: number;
  /** Everything from this line on is history. */
  cutHere: boolean;
  /** The line lies in a container that a mail program marks as signature. */
  signature: boolean;
}

const BLOCKS = new Set(
  'address article aside blockquote body center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody tfoot thead tr ul'.split(
    ' ',
  ),
);
const SPACED = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'table', 'blockquote']);
const VOID = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));
/** Elements whose content is never text for a reader. */
const SKIPPED = new Set([
  'script',
  'style',
  'title',
  'template',
  'noscript',
  'textarea',
  'svg',
  'math',
  'object',
  'iframe',
  'xml',
]);

interface OpenElement {
  name: string;
  container: HtmlContainer;
  hidden: boolean;
}

/** Where a tag ends: at the first `>` outside quotes, or at the next one when a quote never closes. */
function tagEnd(html: string, from: number): number {
  const plain = html.indexOf('>', from);
  if (plain < 0) return -1;
  const head = html.slice(from, plain);
  if (!head.includes('"') && !head.includes("'")) return plain;
  let quote = '';
  const limit = Math.min(html.length, from + 20_000);
  for (let i = from; i < limit; i++) {
    const character = html[i];
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '>') return i;
    else if ((character === '"' || character === "'") && html[i - 1] === '=') quote = character;
  }
  return plain;
}

class LineBuilder {
  readonly lines: HtmlLine[] = [];
  private pieces: string[] = [];
  private endsBlank = true;
  private stack: OpenElement[] = [];
  private blockquotes = 0;
  private histories = 0;
  private blockquote = 0;
  private cited = false;
  private history = 0;
  private signature = false;
  private hidden = false;
  private preformatted = 0;
  private cutNext = false;

  private append(piece: string): void {
    if (piece === '') return;
    this.pieces.push(piece);
    this.endsBlank = piece.endsWith(' ');
  }

  addText(raw: string): void {
    if (this.hidden) return;
    const decoded = decodeHtmlEntities(raw);
    if (this.preformatted > 0) {
      decoded.split('\n').forEach((piece, index) => {
        if (index > 0) this.endLine(true);
        this.append(piece);
      });
      return;
    }
    const folded = decoded.replace(/[ \t\r\n\f]+/g, ' ');
    this.append(this.endsBlank ? folded.trimStart() : folded);
  }

  endLine(force = false): void {
    const text = this.pieces
      .join('')
      .replace(/\u00a0/g, ' ')
      .trimEnd();
    this.pieces = [];
    this.endsBlank = true;
    if (text.trim() === '' && !force) return;
    this.lines.push({
      text,
      blockquote: this.blockquote,
      cited: this.cited,
      history: this.history,
      cutHere: this.cutNext && text.trim() !== '',
      signature: this.signature,
    });
    if (text.trim() !== '') this.cutNext = false;
  }

  private blankLine(): void {
    const last = this.lines.at(-1);
    if (last && last.text !== '') this.endLine(true);
  }

  open(name: string, attributes: string): void {
    if (name === 'br') {
      this.endLine(true);
      return;
    }
    if (BLOCKS.has(name)) this.endLine();
    if (SPACED.has(name)) this.blankLine();
    if ((name === 'td' || name === 'th') && this.pieces.length > 0) this.append(' ');
    if (name === 'li') this.append('- ');
    if (name === 'pre') this.preformatted++;
    const container = recognizeContainer(name, attributes);
    if (container.startsHistory) this.cutNext = true;
    if (VOID.has(name)) return;
    const hidden = /display\s*:\s*none/i.test(attributes);
    if (this.stack.length < 500) this.stack.push({ name, container, hidden });
    this.refresh();
  }

  close(name: string): void {
    if (BLOCKS.has(name)) this.endLine();
    if (SPACED.has(name)) this.blankLine();
    if (name === 'pre' && this.preformatted > 0) this.preformatted--;
    for (let i = this.stack.length - 1, looked = 0; i >= 0 && looked < 100; i--, looked++) {
      if (this.stack[i]?.name !== name) continue;
      this.stack.length = i;
      this.refresh();
      return;
    }
  }

  private refresh(): void {
    const inBlockquote = this.stack.find((element) => element.name === 'blockquote');
    const wasBlockquote = this.blockquote;
    if (!inBlockquote) this.blockquote = 0;
    else if (wasBlockquote === 0) this.blockquote = ++this.blockquotes;
    this.cited = this.stack.some((element) => element.container.cited);
    const inHistory = this.stack.some((element) => element.container.history);
    if (!inHistory) this.history = 0;
    else if (this.history === 0) this.history = ++this.histories;
    this.signature = this.stack.some((element) => element.container.signature);
    this.hidden = this.stack.some((element) => element.hidden);
  }
}

/** Where skipped elements end; remembers names that never close again, so that a mail full of them stays cheap. */
class Skipper {
  private readonly unclosed = new Set<string>();

  constructor(private readonly html: string) {}

  /** Behind the closing tag; without one, `noscript` and `template` are ignored and the others take all the rest. */
  skip(name: string, from: number): number {
    const open = name === 'noscript' || name === 'template' ? from : this.html.length;
    if (this.unclosed.has(name)) return open;
    const closing = new RegExp(`</${name}\\b[^>]{0,200}>`, 'gi');
    closing.lastIndex = from;
    const match = closing.exec(this.html);
    if (match) return match.index + match[0].length;
    this.unclosed.add(name);
    return open;
  }
}

/**
 * Turns HTML into the lines a reader sees, in one linear pass, keeping what mail programs say about quotations and
 * signatures. Accepts any text; never throws.
 */
export function readHtmlLines(html: string): HtmlLine[] {
  const builder = new LineBuilder();
  const skipper = new Skipper(html);
  let at = 0;
  while (at < html.length) {
    const tag = html.indexOf('<', at);
    if (tag < 0) {
      builder.addText(html.slice(at));
      break;
    }
    if (tag > at) builder.addText(html.slice(at, tag));
    if (html.startsWith('<!--', tag)) {
      const end = html.indexOf('-->', tag + 4);
      at = end < 0 ? html.length : end + 3;
      continue;
    }
    const match = /^<(\/?)([A-Za-z][A-Za-z0-9:_-]{0,40})/.exec(html.slice(tag, tag + 50));
    if (!match) {
      const special = html[tag + 1] === '!' || html[tag + 1] === '?';
      const end = special ? html.indexOf('>', tag) : -1;
      if (end < 0) builder.addText('<');
      at = end < 0 ? tag + 1 : end + 1;
      continue;
    }
    const name = (match[2] ?? '').toLowerCase();
    const end = tagEnd(html, tag + match[0].length);
    if (end < 0) {
      // An unfinished tag at the end of the mail holds no text.
      break;
    }
    at = end + 1;
    if (match[1] === '/') builder.close(name);
    else if (SKIPPED.has(name)) at = html[end - 1] === '/' ? at : skipper.skip(name, at);
    else builder.open(name, html.slice(tag + match[0].length, end));
  }
  builder.endLine();
  return builder.lines;
}

/** The HTML as plain text, quotations marked with `> `. */
export function htmlToText(html: string): string {
  const lines = readHtmlLines(html).map((line) => (line.cited ? `> ${line.text}` : line.text));
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
