import type { JSONContent } from '@tiptap/react';
import { parseTemplate } from '@/runtime/flow/template-text';

/** Name of the editor's node for a place; its attributes are `path` and `fallback`. */
export const PLACE = 'place';

/** A template as the editor's document: a paragraph per line, a chip per place. */
export function toDocument(template: string): JSONContent {
  return { type: 'doc', content: template.split('\n').map(toParagraph) };
}

/** The template that a document says. */
export function toTemplate(document: JSONContent): string {
  return (document.content ?? []).map(lineOf).join('\n');
}

/** How a place is written in a template. */
export function formatPlace(path: string, fallback: string): string {
  return fallback === '' ? `{{${path}}}` : `{{${path}|${fallback}}}`;
}

/** Content of one line: text and chips. */
export function toInline(line: string): JSONContent[] {
  return parseTemplate(line).parts.map((part) =>
    typeof part === 'string'
      ? { type: 'text', text: part }
      : { type: PLACE, attrs: { path: part.path, fallback: part.fallback } },
  );
}

function toParagraph(line: string): JSONContent {
  const content = toInline(line);
  return content.length === 0 ? { type: 'paragraph' } : { type: 'paragraph', content };
}

function lineOf(node: JSONContent): string {
  return (node.content ?? []).map(inlineText).join('');
}

/** What an inline node of the editor says in a template. */
export function inlineText(node: JSONContent): string {
  if (node.type === PLACE) return formatPlace(textOf(node.attrs?.path), textOf(node.attrs?.fallback));
  if (node.type === 'hardBreak') return '\n';
  return node.text ?? lineOf(node);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
