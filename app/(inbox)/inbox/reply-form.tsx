'use client';

import { Alert, Box, Button, Group, Menu, Stack, TagsInput, Text } from '@mantine/core';
import { RichTextEditor } from '@mantine/tiptap';
import { IconChevronDown, IconMessage2, IconSend } from '@tabler/icons-react';
import { useEditor } from '@tiptap/react';
import StarterKit from '@tiptap/starter-kit';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Attaching, type Upload } from './attaching';
import { CannedReplyList } from './canned-reply-list';
import classes from './inbox.module.css';
import { NewerMessageDialog } from './newer-message-dialog';
import { useCannedReplies } from './use-canned-replies';
import { useDraft } from './use-draft';
import { type Afterwards, useSendReply } from './use-send-reply';
import type { TicketDetail } from './use-ticket-actions';

interface ReplyFormProps {
  ticket: TicketDetail;
  onDone(): void;
  onLeft(): void;
}

/** The answer to the customer: recipients, text, files; sending may close or park the ticket in the same move. */
export function ReplyForm({ ticket, onDone, onLeft }: ReplyFormProps) {
  const t = useTranslations('inbox.composer');
  const shell = useTranslations('shell');
  const draft = useDraft(ticket.id, 'reply');
  const [to, setTo] = useState(() => recipients(ticket));
  const [cc, setCc] = useState<string[]>([]);
  const [ccShown, setCcShown] = useState(false);
  const [uploads, setUploads] = useState<Upload[]>([]);
  const [isEmpty, setEmpty] = useState(() => draft.read() === '');
  const editor = useEditor({
    extensions: [StarterKit.configure({ link: { openOnClick: false } })],
    content: draft.read(),
    immediatelyRender: false,
    autofocus: 'end',
    editorProps: { attributes: { 'aria-label': t('reply'), role: 'textbox', 'aria-multiline': 'true' } },
    onUpdate: ({ editor: current }) => {
      setEmpty(current.isEmpty);
      draft.keep(current.isEmpty ? '' : current.getHTML());
    },
  });
  const canned = useCannedReplies(editor, ticket.id);
  const reply = useSendReply(ticket, {
    onSent(afterwards) {
      draft.discard();
      onDone();
      if (afterwards !== 'stay') onLeft();
    },
  });
  const send = (afterwards: Afterwards, evenIfNewer = false) => {
    if (!editor) return;
    reply.send({
      html: editor.getHTML(),
      to,
      cc,
      uploads: uploads.map(({ fileId }) => fileId),
      afterwards,
      evenIfNewer,
    });
  };
  const sendable = (!isEmpty || uploads.length > 0) && to.length > 0;
  return (
    <Stack
      gap="xs"
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && sendable) send('stay');
      }}
    >
      {reply.refusal && (
        <Alert color="red" role="alert">
          {reply.refusal}
        </Alert>
      )}
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <Text c="dimmed" w={30} pt={7}>
          {t('to')}
        </Text>
        <TagsInput flex={1} value={to} onChange={setTo} aria-label={t('to')} splitChars={[',', ';', ' ']} />
        {!ccShown && (
          <Button variant="subtle" color="gray" onClick={() => setCcShown(true)}>
            {t('cc')}
          </Button>
        )}
      </Group>
      {ccShown && (
        <Group gap="xs" wrap="nowrap" align="flex-start">
          <Text c="dimmed" w={30} pt={7}>
            {t('cc')}
          </Text>
          <TagsInput flex={1} value={cc} onChange={setCc} aria-label={t('cc')} splitChars={[',', ';', ' ']} />
        </Group>
      )}
      <RichTextEditor editor={editor} labels={editorLabels(t)}>
        <RichTextEditor.Toolbar px={6} py={4}>
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
      <CannedReplyList editor={editor} list={canned} />
      <Group justify="space-between">
        <Attaching uploads={uploads} onChange={setUploads} />
        <Group gap="xs">
          <Button variant="subtle" color="gray" onClick={onDone}>
            {shell('cancel')}
          </Button>
          <Button.Group>
            <Button
              leftSection={<IconSend size={16} />}
              onClick={() => send('stay')}
              loading={reply.isSending}
              disabled={!sendable}
            >
              {t('send')}
            </Button>
            <Menu position="top-end">
              <Menu.Target>
                <Button px={8} disabled={!sendable || reply.isSending} aria-label={t('sendMore')}>
                  <IconChevronDown size={16} />
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item onClick={() => send('close')}>{t('sendAndClose')}</Menu.Item>
                <Menu.Item onClick={() => send('park')}>{t('sendAndPark')}</Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </Button.Group>
        </Group>
      </Group>
      <NewerMessageDialog
        ticketId={ticket.id}
        seenMessageId={reply.seenMessageId}
        opened={reply.overtaken !== null}
        onBack={reply.reconsider}
        onSend={() => reply.overtaken && send(reply.overtaken, true)}
      />
    </Stack>
  );
}

/** Whoever wrote last, else the customer. */
function recipients(ticket: TicketDetail): string[] {
  const newest = ticket.messages.findLast(({ direction }) => direction === 'inbound');
  return [newest?.from.address || ticket.customer.address].filter(Boolean);
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
