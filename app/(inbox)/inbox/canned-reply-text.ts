import type { JSONContent } from '@tiptap/react';

/** What stands after a slash at the end of `before`, or null where no slash begins a word there. */
export function slashQuery(before: string): string | null {
  return /(?:^|\s)\/([\p{L}\p{N}-]{0,40})$/u.exec(before)?.[1] ?? null;
}

/** What fits the query: those whose shortcut begins with it, then those named by it, then those whose text has it. */
export function matchingReplies<Reply extends { title: string; shortcut: string; text: string }>(
  replies: Reply[],
  query: string,
): Reply[] {
  const wanted = query.toLowerCase();
  const has = (words: string) => words.toLowerCase().includes(wanted);
  const placeOf = ({ shortcut, title, text }: Reply) => {
    if (shortcut.startsWith(wanted)) return 0;
    if (has(shortcut) || has(title)) return 1;
    return has(text) ? 2 : 3;
  };
  return replies
    .map((reply) => ({ reply, place: placeOf(reply) }))
    .filter(({ place }) => place < 3)
    .toSorted((one, other) => one.place - other.place)
    .map(({ reply }) => reply);
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
