'use client';

import { skipToken, useQuery } from '@tanstack/react-query';
import type { Editor } from '@tiptap/react';
import type { inferRouterOutputs } from '@trpc/server';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { useTRPC } from '@/app/trpc/client';
import type { AppRouter } from '@/app/trpc/root';
import { editorContent, matchingReplies, slashQuery } from './canned-reply-text';

export type OfferedReply = inferRouterOutputs<AppRouter>['cannedReplies']['offered'][number];

/** A slash being typed: where it stands in the text and on the screen. */
interface Slash {
  from: number;
  to: number;
  query: string;
  left: number;
  top: number;
}

/** The list of canned replies that a slash opens: what it shows, what the keys do to it, what a choice inserts. */
export function useCannedReplies(editor: Editor | null, ticketId: string | null) {
  const { data: replies = [] } = useQuery(
    useTRPC().cannedReplies.offered.queryOptions(ticketId === null ? skipToken : { ticketId }),
  );
  const [slash, setSlash] = useState<Slash | null>(null);
  /** Where the list was closed by Escape: it stays closed for this slash. */
  const [dismissed, setDismissed] = useState<number | null>(null);
  const [marked, setMarked] = useState(0);

  useEffect(() => {
    if (!editor) return;
    const look = () => {
      const found = findSlash(editor);
      setSlash(found);
      setMarked(0);
      if (!found) setDismissed(null);
    };
    const leave = () => setSlash(null);
    editor.on('update', look).on('selectionUpdate', look).on('blur', leave);
    return () => {
      editor.off('update', look).off('selectionUpdate', look).off('blur', leave);
    };
  }, [editor]);

  const matches = slash && slash.from !== dismissed ? matchingReplies(replies, slash.query) : [];
  const choose = (reply: OfferedReply) => {
    if (!editor || !slash) return;
    const { from, to } = slash;
    editor.chain().focus().deleteRange({ from, to }).insertContentAt(from, editorContent(reply.text)).run();
    setSlash(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { key, ctrlKey, metaKey, nativeEvent } = event;
    if (!slash || matches.length === 0 || ctrlKey || metaKey || nativeEvent.isComposing) return;
    const reply = matches[marked];
    if (key === 'ArrowDown') setMarked((marked + 1) % matches.length);
    else if (key === 'ArrowUp') setMarked((marked + matches.length - 1) % matches.length);
    else if (key === 'Escape') setDismissed(slash.from);
    else if ((key === 'Enter' || key === 'Tab') && reply) choose(reply);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  /** Types the slash for those who do not know of it. */
  const open = () => {
    if (!editor) return;
    setDismissed(null);
    const { $from } = editor.state.selection;
    const before = $from.parent.textBetween(0, $from.parentOffset, undefined, ' ');
    editor
      .chain()
      .focus()
      .insertContent(/\S$/.test(before) ? ' /' : '/')
      .run();
  };
  return { replies, matches, marked, slash, choose, onKeyDown, open };
}

function findSlash(editor: Editor): Slash | null {
  const { empty, $from, from: to } = editor.state.selection;
  if (!empty || !editor.isFocused || !$from.parent.isTextblock) return null;
  // A line break counts as space: a slash may begin a line.
  const query = slashQuery($from.parent.textBetween(0, $from.parentOffset, undefined, ' '));
  if (query === null) return null;
  const from = to - query.length - 1;
  const { left, top } = editor.view.coordsAtPos(from);
  return { from, to, query, left, top };
}
