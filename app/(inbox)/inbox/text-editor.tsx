'use client';

import { Box, Text } from '@mantine/core';
import { RichTextEditor } from '@mantine/tiptap';
import { IconMessage2 } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { CannedReplyList } from './canned-reply-list';
import classes from './ticket.module.css';
import { useCannedReplies } from './use-canned-replies';
import type { Writing } from './use-writing';

interface TextEditorProps {
  writing: Writing;
  /** Canned replies are offered for a ticket only. */
  ticketId: string | null;
  /** The channel carries nothing but plain text. */
  plain: boolean;
}

/** The text of a message, with what a mail can carry: formatting, links, lists, pasted pictures, canned replies. */
export function TextEditor({ writing: { editor, pictureFailed }, ticketId, plain }: TextEditorProps) {
  const t = useTranslations('inbox.composer');
  const canned = useCannedReplies(editor, ticketId);
  return (
    <>
      <RichTextEditor editor={editor} labels={editorLabels(t)}>
        <RichTextEditor.Toolbar px={6} py={4}>
          {!plain && (
            <>
              <RichTextEditor.ControlsGroup>
                <RichTextEditor.Bold />
                <RichTextEditor.Italic />
                <RichTextEditor.Link />
              </RichTextEditor.ControlsGroup>
              <RichTextEditor.ControlsGroup>
                <RichTextEditor.BulletList />
                <RichTextEditor.OrderedList />
                <RichTextEditor.Blockquote />
              </RichTextEditor.ControlsGroup>
            </>
          )}
          <RichTextEditor.ControlsGroup>
            <RichTextEditor.Undo />
            <RichTextEditor.Redo />
          </RichTextEditor.ControlsGroup>
          {canned.replies.length > 0 && (
            <RichTextEditor.ControlsGroup>
              <RichTextEditor.Control
                onClick={canned.open}
                aria-label={t('cannedReplies')}
                title={`${t('cannedReplies')} (/)`}
              >
                <IconMessage2 size={16} stroke={1.5} />
              </RichTextEditor.Control>
            </RichTextEditor.ControlsGroup>
          )}
        </RichTextEditor.Toolbar>
        <Box className={classes.editor} onKeyDownCapture={canned.onKeyDown}>
          <RichTextEditor.Content />
        </Box>
      </RichTextEditor>
      {pictureFailed && (
        <Text size="xs" c="red" role="alert">
          {t('attachFailed')}
        </Text>
      )}
      <CannedReplyList editor={editor} list={canned} />
    </>
  );
}

function editorLabels(
  t: (
    key:
      | 'editor.bold'
      | 'editor.italic'
      | 'editor.link'
      | 'editor.bullets'
      | 'editor.numbers'
      | 'editor.quote'
      | 'editor.undo'
      | 'editor.redo',
  ) => string,
) {
  return {
    boldControlLabel: t('editor.bold'),
    italicControlLabel: t('editor.italic'),
    linkControlLabel: t('editor.link'),
    bulletListControlLabel: t('editor.bullets'),
    orderedListControlLabel: t('editor.numbers'),
    blockquoteControlLabel: t('editor.quote'),
    undoControlLabel: t('editor.undo'),
    redoControlLabel: t('editor.redo'),
  };
}
