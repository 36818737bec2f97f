'use client';

import { Paper, Portal, Text } from '@mantine/core';
import type { Editor } from '@tiptap/react';
import { useTranslations } from 'next-intl';
import { useEffect, useId, useRef } from 'react';
import classes from './ticket.module.css';
import type { OfferedReply, useCannedReplies } from './use-canned-replies';

const WIDTH = 340;

interface CannedReplyListProps {
  editor: Editor | null;
  list: ReturnType<typeof useCannedReplies>;
}

/** Above the slash: the canned replies that fit what is typed after it. The cursor stays in the text. */
export function CannedReplyList({ editor, list: { matches, marked, slash, choose } }: CannedReplyListProps) {
  const t = useTranslations('inbox.composer');
  const id = useId();
  const isOpen = slash !== null && matches.length > 0;
  const markedId = isOpen ? `${id}-${marked}` : null;
  useEffect(() => {
    if (!editor || !markedId) return;
    const { dom } = editor.view;
    dom.setAttribute('aria-controls', id);
    dom.setAttribute('aria-activedescendant', markedId);
    return () => {
      dom.removeAttribute('aria-controls');
      dom.removeAttribute('aria-activedescendant');
    };
  }, [editor, id, markedId]);
  if (!isOpen) return null;
  return (
    <Portal>
      <Paper
        id={id}
        role="listbox"
        aria-label={t('cannedReplies')}
        withBorder
        shadow="md"
        className={classes.cannedReplies}
        style={{
          width: WIDTH,
          left: Math.max(8, Math.min(slash.left, window.innerWidth - WIDTH - 8)),
          bottom: window.innerHeight - slash.top + 6,
          maxHeight: Math.min(300, slash.top - 16),
        }}
      >
        {matches.map((reply, index) => (
          <Option
            key={reply.id}
            id={`${id}-${index}`}
            reply={reply}
            isMarked={index === marked}
            onChoose={() => choose(reply)}
          />
        ))}
      </Paper>
    </Portal>
  );
}

interface OptionProps {
  id: string;
  reply: OfferedReply;
  isMarked: boolean;
  onChoose(): void;
}

function Option({ id, reply, isMarked, onChoose }: OptionProps) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isMarked) ref.current?.scrollIntoView({ block: 'nearest' });
  }, [isMarked]);
  return (
    <div
      ref={ref}
      id={id}
      role="option"
      aria-selected={isMarked}
      tabIndex={-1}
      className={classes.cannedReply}
      onMouseDown={(event) => {
        // The editor keeps the focus, else the list would close before the choice.
        event.preventDefault();
        onChoose();
      }}
    >
      <Text size="sm" fw={600}>
        {reply.title}{' '}
        <Text span size="xs" c="dimmed" ff="monospace">
          /{reply.shortcut}
        </Text>
      </Text>
      <Text size="xs" c="dimmed" truncate>
        {reply.text}
      </Text>
    </div>
  );
}
