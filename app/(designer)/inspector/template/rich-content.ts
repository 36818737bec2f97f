import type { JSONContent } from '@tiptap/react';
import { parseRichText, type RichLine, type RichPart, writeRichText } from '@/runtime/flow/rich-text';
import { inlineText, toInline } from './template-content';

/** A template with marks as the editor's document: lists are lists, and marks are looks. */
export function toRichDocument(template: string): JSONContent {
  const content: JSONContent[] = [];
  for (const line of parseRichText(template)) {
    const paragraph = toParagraph(line);
    const list = line.kind === 'line' ? null : line.kind === 'bullet' ? 'bulletList' : 'orderedList';
    const last = content.at(-1);
    if (list === null) content.push(paragraph);
    else if (last?.type === list) last.content?.push({ type: 'listItem', content: [paragraph] });
    else content.push({ type: list, content: [{ type: 'listItem', content: [paragraph] }] });
  }
  return { type: 'doc', content };
}

/** The template that a document stands for. Lists within lists become entries of the one around them. */
export function toRichTemplate(document: JSONContent): string {
  return writeRichText((document.content ?? []).flatMap((node) => linesOf(node, 'line')));
}

function toParagraph({ parts }: RichLine): JSONContent {
  const content = parts.flatMap((part) => {
    const marks = marksOf(part);
    return toInline(part.text).map((node) => (marks.length === 0 ? node : { ...node, marks }));
  });
  return content.length === 0 ? { type: 'paragraph' } : { type: 'paragraph', content };
}

function marksOf({ bold, italic, link }: RichPart): NonNullable<JSONContent['marks']> {
  return [
    ...(link === undefined ? [] : [{ type: 'link', attrs: { href: link } }]),
    ...(bold ? [{ type: 'bold' }] : []),
    ...(italic ? [{ type: 'italic' }] : []),
  ];
}

function linesOf(node: JSONContent, kind: RichLine['kind']): RichLine[] {
  switch (node.type) {
    case 'bulletList':
      return (node.content ?? []).flatMap((item) => linesOf(item, 'bullet'));
    case 'orderedList':
      return (node.content ?? []).flatMap((item) => linesOf(item, 'number'));
    case 'listItem':
      return (node.content ?? []).flatMap((inner) => linesOf(inner, kind));
    default:
      return paragraphLines(node.content ?? [], kind);
  }
}

/** A line break within a paragraph is a line; neighbours that look the same are one part. */
function paragraphLines(content: readonly JSONContent[], kind: RichLine['kind']): RichLine[] {
  const lines: RichPart[][] = [[]];
  for (const node of content) {
    const parts = lines.at(-1) ?? [];
    if (node.type === 'hardBreak') {
      lines.push([]);
      continue;
    }
    const part = partOf(node);
    const last = parts.at(-1);
    if (last && last.bold === part.bold && last.italic === part.italic && last.link === part.link)
      last.text += part.text;
    else parts.push(part);
  }
  return lines.map((parts) => ({ kind, parts }));
}

function partOf(node: JSONContent): RichPart {
  const marks = node.marks ?? [];
  const has = (type: string): boolean => marks.some((mark) => mark.type === type);
  const href: unknown = marks.find((mark) => mark.type === 'link')?.attrs?.href;
  return {
    text: inlineText(node),
    ...(has('bold') ? { bold: true as const } : {}),
    ...(has('italic') ? { italic: true as const } : {}),
    ...(typeof href === 'string' ? { link: href } : {}),
  };
}
