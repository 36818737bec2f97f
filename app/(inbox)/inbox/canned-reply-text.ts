import type { JSONContent } from '@tiptap/react';

/** What stands after a slash at the end of `before`, or null where no slash begins a word there. */
export function slashQuery(before: string): string | null {
  return /(?:^|\s)\/([\p{L}\p{N}-]{0,40})$/u.exec(before)?.[1] ?? null;
}

/** What fits the query, those whose shortcut begins with it first. */
export function matchingReplies<Reply extends { title: string; shortcut: string }>(
  replies: Reply[],
  query: string,
): Reply[] {
  const wanted = query.toLowerCase();
  const begins = replies.filter(({ shortcut }) => shortcut.startsWith(wanted));
  const contains = replies.filter(
    (reply) =>
      !begins.includes(reply) &&
      (reply.shortcut.includes(wanted) || reply.title.toLowerCase().includes(wanted)),
  );
  return [...begins, ...contains];
}

/**
 * A text as content of the editor: an empty line parts paragraphs, a line break stays one. A single paragraph goes into
 * the line where the cursor stands.
 */
export function editorContent(text: string): JSONContent[] {
  const paragraphs = text
    .replace(/\r\n?/g, '\n')
    .split(/\n{2,}/)
    .map((paragraph) =>
      paragraph
        .split('\n')
        .flatMap((line, index) => [
          ...(index > 0 ? [{ type: 'hardBreak' }] : []),
          ...(line ? [{ type: 'text', text: line }] : []),
        ]),
    );
  const [only = [], ...more] = paragraphs;
  return more.length === 0 ? only : paragraphs.map((content) => ({ type: 'paragraph', content }));
}
