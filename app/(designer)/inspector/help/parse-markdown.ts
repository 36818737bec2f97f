/** The little Markdown that help texts are written in. Whatever else is written stays plain text: no HTML comes out of it. */
export type Inline =
  | { type: 'text'; text: string }
  | { type: 'strong' | 'emphasis'; children: Inline[] }
  | { type: 'code'; text: string }
  | { type: 'link'; href: string; children: Inline[] };

export type MarkdownBlock =
  | { type: 'heading'; level: 1 | 2 | 3; children: Inline[] }
  | { type: 'paragraph'; children: Inline[] }
  | { type: 'list'; ordered: boolean; items: Inline[][] }
  | { type: 'code'; text: string }
  | { type: 'table'; head: Inline[][]; rows: Inline[][][] };

/** Reads headings, paragraphs, lists, fenced code, tables, `code`, **strong**, *emphasis* and [links](https://...). */
export function parseMarkdown(source: string): MarkdownBlock[] {
  const lines = source.replaceAll('\r\n', '\n').split('\n');
  const blocks: MarkdownBlock[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    if (line.trim() === '') {
      at += 1;
      continue;
    }
    const [block, next] = readBlock(lines, at);
    blocks.push(block);
    at = next;
  }
  return blocks;
}

const HEADING = /^(#{1,3})\s+(.+)$/;
const FENCE = /^```/;
const ITEM = /^\s*(?:([-*+])|(\d+)[.)])\s+(.*)$/;
const TABLE_RULE = /^\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$/;

function readBlock(lines: string[], start: number): [MarkdownBlock, number] {
  const line = lines[start] ?? '';
  const heading = HEADING.exec(line);
  if (heading) {
    const depth = heading[1]?.length;
    return [
      {
        type: 'heading',
        level: depth === 1 ? 1 : depth === 2 ? 2 : 3,
        children: parseInline(heading[2] ?? ''),
      },
      start + 1,
    ];
  }
  if (FENCE.test(line)) return readCode(lines, start + 1);
  if (ITEM.test(line)) return readList(lines, start);
  if (line.includes('|') && TABLE_RULE.test(lines[start + 1] ?? '')) return readTable(lines, start);
  const paragraph = takeWhile(lines, start, (text, index) => index === start || !beginsBlock(text));
  return [
    { type: 'paragraph', children: parseInline(paragraph.map((text) => text.trim()).join(' ')) },
    start + paragraph.length,
  ];
}

function readCode(lines: string[], start: number): [MarkdownBlock, number] {
  const code = takeWhile(lines, start, (text) => !FENCE.test(text));
  return [{ type: 'code', text: code.join('\n') }, start + code.length + 1];
}

function readList(lines: string[], start: number): [MarkdownBlock, number] {
  const ordered = ITEM.exec(lines[start] ?? '')?.[2] !== undefined;
  const items: string[] = [];
  let at = start;
  for (; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const item = ITEM.exec(line);
    if (item) items.push(item[3] ?? '');
    else if (/^\s+\S/.test(line)) items.push(`${items.pop() ?? ''} ${line.trim()}`);
    else break;
  }
  return [{ type: 'list', ordered, items: items.map(parseInline) }, at];
}

function readTable(lines: string[], start: number): [MarkdownBlock, number] {
  const rows = takeWhile(lines, start + 2, (text) => text.includes('|'));
  return [{ type: 'table', head: cells(lines[start] ?? ''), rows: rows.map(cells) }, start + 2 + rows.length];
}

function cells(line: string): Inline[][] {
  return line
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => parseInline(cell.trim()));
}

function beginsBlock(line: string): boolean {
  return line.trim() === '' || HEADING.test(line) || FENCE.test(line) || ITEM.test(line);
}

function takeWhile(
  lines: string[],
  start: number,
  wanted: (line: string, index: number) => boolean,
): string[] {
  let end = start;
  while (end < lines.length && wanted(lines[end] ?? '', end)) end += 1;
  return lines.slice(start, end);
}

const INLINE = /`([^`]+)`|\*\*(.+?)\*\*|\*([^*\s][^*]*)\*|\[([^\]]+)\]\(([^)\s]+)\)/g;

function parseInline(text: string): Inline[] {
  const parts: Inline[] = [];
  let at = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > at) parts.push({ type: 'text', text: text.slice(at, match.index) });
    parts.push(inlineOf(match));
    at = match.index + match[0].length;
  }
  if (at < text.length) parts.push({ type: 'text', text: text.slice(at) });
  return parts;
}

function inlineOf(match: RegExpExecArray): Inline {
  const [whole, code, strong, emphasis, label, href] = match;
  if (code !== undefined) return { type: 'code', text: code };
  if (strong !== undefined) return { type: 'strong', children: parseInline(strong) };
  if (emphasis !== undefined) return { type: 'emphasis', children: parseInline(emphasis) };
  if (label !== undefined && href !== undefined && isSafeLink(href))
    return { type: 'link', href, children: parseInline(label) };
  return { type: 'text', text: whole };
}

/** Only links that open a page or a mail; `javascript:` and its like stay text. */
function isSafeLink(href: string): boolean {
  return /^(https?:\/\/|mailto:)/i.test(href);
}
