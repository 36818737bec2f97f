/** A stretch of a line that looks the same throughout. */
export interface RichPart {
  text: string;
  bold?: true;
  italic?: true;
  /** Where it leads; places for values may stand in it. */
  link?: string;
}

/** A line of a text: an ordinary one, or an entry of a list. */
export interface RichLine {
  kind: 'line' | 'bullet' | 'number';
  parts: RichPart[];
}

/**
 * Texts to customers are templates with a few marks: `**bold**`, `*italic*`, `[words](https://...)`, `- ` and `1. ` at the
 * beginning of a line. A text without marks is what it always was. Places for values are never read for marks.
 */
export function parseRichText(template: string): RichLine[] {
  return template.split('\n').map((line) => {
    const [, bullet, number] = /^(?:(- )|(\d{1,3}\. ))/.exec(line) ?? [];
    const content = line.slice((bullet ?? number ?? '').length);
    return {
      kind: bullet !== undefined ? 'bullet' : number !== undefined ? 'number' : 'line',
      parts: parseParts(content, {}),
    };
  });
}

/** The template that lines stand for; `parseRichText` reads it back. */
export function writeRichText(lines: readonly RichLine[]): string {
  let number = 0;
  return lines
    .map(({ kind, parts }) => {
      number = kind === 'number' ? number + 1 : 0;
      const mark = kind === 'bullet' ? '- ' : kind === 'number' ? `${number}. ` : '';
      return mark + parts.map(writePart).join('');
    })
    .join('\n');
}

/**
 * What is sent: plain text, and HTML where the template has marks.
 * @param fill puts values in the places of a template; what it gives is escaped in HTML
 */
export function renderRichText(
  template: string,
  fill: (template: string) => string,
): { text: string; html?: string } {
  const lines = parseRichText(template);
  if (!lines.some(({ kind, parts }) => kind !== 'line' || parts.some(isMarked)))
    return { text: fill(template) };
  return { text: plainText(lines, fill), html: html(lines, fill) };
}

function isMarked({ bold, italic, link }: RichPart): boolean {
  return bold === true || italic === true || link !== undefined;
}

// Places for values come first, so that nothing within them is taken for a mark.
const TOKEN =
  /\{\{[^{}\n]*\}\}|\*\*(\S(?:[^\n]*?\S)?)\*\*|\*([^\s*](?:[^\n*]*[^\s*])?)\*|\[([^\]\n]+)\]\(((?:https?:\/\/|mailto:)[^\s)]+)\)/g;

function parseParts(text: string, marks: Omit<RichPart, 'text'>): RichPart[] {
  const parts: RichPart[] = [];
  let plainFrom = 0;
  for (const match of text.matchAll(TOKEN)) {
    const [whole, bold, italic, words, link] = match;
    const inner = bold ?? italic ?? words;
    if (inner === undefined) continue;
    if (match.index > plainFrom) parts.push({ text: text.slice(plainFrom, match.index), ...marks });
    const more =
      bold !== undefined ? { bold: true as const } : italic !== undefined ? { italic: true as const } : {};
    parts.push(...parseParts(inner, { ...marks, ...more, ...(link === undefined ? {} : { link }) }));
    plainFrom = match.index + whole.length;
  }
  if (plainFrom < text.length) parts.push({ text: text.slice(plainFrom), ...marks });
  return parts;
}

function writePart({ text, bold, italic, link }: RichPart): string {
  // Marks stand close to the words: spaces at the ends stay outside.
  const [, before = '', words = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(text) ?? [];
  if (words === '') return text;
  const slanted = italic ? `*${words}*` : words;
  const strong = bold ? `**${slanted}**` : slanted;
  return `${before}${link === undefined ? strong : `[${strong}](${link})`}${after}`;
}

function plainText(lines: readonly RichLine[], fill: (template: string) => string): string {
  const bare = lines.map(({ kind, parts }) => ({
    kind,
    parts: parts.map(({ text, link }) => ({
      text: link === undefined || link === text || link === `mailto:${text}` ? text : `${text} (${link})`,
    })),
  }));
  return fill(writeRichText(bare));
}

function html(lines: readonly RichLine[], fill: (template: string) => string): string {
  const line = ({ parts }: RichLine): string => parts.map((part) => partHtml(part, fill)).join('');
  const blocks: string[] = [];
  let index = 0;
  while (index < lines.length) {
    const first = lines[index];
    if (!first) break;
    const end = lines.findIndex((other, at) => at > index && !belongs(first, other));
    const run = lines.slice(index, end === -1 ? lines.length : end);
    index += run.length;
    if (first.kind === 'line') {
      if (first.parts.length > 0) blocks.push(`<p>${run.map(line).join('<br>')}</p>`);
    } else {
      const tag = first.kind === 'bullet' ? 'ul' : 'ol';
      blocks.push(`<${tag}>${run.map((entry) => `<li>${line(entry)}</li>`).join('')}</${tag}>`);
    }
  }
  return blocks.join('\n');
}

/** An empty line parts paragraphs. */
function belongs(first: RichLine, other: RichLine): boolean {
  return first.kind === other.kind && (first.parts.length === 0) === (other.parts.length === 0);
}

function partHtml({ text, bold, italic, link }: RichPart, fill: (template: string) => string): string {
  let made = escapeHtml(fill(text)).replaceAll('\n', '<br>');
  if (italic) made = `<em>${made}</em>`;
  if (bold) made = `<strong>${made}</strong>`;
  return link === undefined ? made : `<a href="${escapeHtml(fill(link))}">${made}</a>`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
