'use client';

import { Alert, Button, Group, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTRPC } from '@/app/trpc/client';
import { badlyWritten } from './addresses';
import { Attaching } from './attaching';
import { NewerMessageDialog } from './newer-message-dialog';
import { RecipientFields } from './recipient-fields';
import { othersOf, replyTo } from './reply-recipients';
import { SendButtons } from './send-buttons';
import { TextEditor } from './text-editor';
import { type Afterwards, useSendReply } from './use-send-reply';
import type { TicketDetail } from './use-ticket-actions';
import { listedFiles, useWriting, type Writing } from './use-writing';

interface ReplyFormProps {
  ticket: TicketDetail;
  onDone(): void;
  onLeft(): void;
}

/**
 * The answer to the customer. What can be said depends on the channel: recipients and copies, formatting, files; sending
 * may close or park the ticket in the same move.
 */
export function ReplyForm({ ticket, onDone, onLeft }: ReplyFormProps) {
  const t = useTranslations('inbox.composer');
  const shell = useTranslations('shell');
  const { recipients, attachments, html, immediate } = ticket.capabilities;
  const writing = useWriting({
    ticketId: ticket.id,
    kind: 'reply',
    label: t('reply'),
    initial: { to: replyTo(ticket) },
    pictures: html && attachments,
  });
  const { draft } = writing;
  const reply = useSendReply(ticket, {
    onSent(afterwards) {
      writing.discard();
      onDone();
      if (afterwards !== 'stay') onLeft();
    },
  });
  const send = (afterwards: Afterwards, evenIfNewer = false) =>
    reply.send({
      draft: { ...draft, to: draft.to ?? replyTo(ticket) },
      html: writing.html(),
      afterwards,
      evenIfNewer,
    });
  const sendable = !isNothing(writing) && (!recipients || isAddressed(writing));
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
      {recipients && <RecipientFields writing={writing} />}
      {recipients && <ReplyAll ticket={ticket} writing={writing} />}
      <TextEditor writing={writing} ticketId={ticket.id} plain={!html} />
      <Group justify="space-between">
        {attachments ? (
          <Attaching
            uploads={listedFiles(draft)}
            onChange={(files) => writing.change({ files: withPictures(writing, files) })}
          />
        ) : (
          <span />
        )}
        <Group gap="xs">
          <Button variant="subtle" color="gray" onClick={onDone}>
            {shell('cancel')}
          </Button>
          <SendButtons
            writing={writing}
            sendable={sendable}
            isSending={reply.isSending}
            withAfterwards
            withTime={!immediate}
            onSend={send}
          />
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

/** Others were written to as well: one click answers all of them. */
function ReplyAll({ ticket, writing }: { ticket: TicketDetail; writing: Writing }) {
  const t = useTranslations('inbox.composer');
  const { data: mailboxes } = useQuery(useTRPC().inbox.mailboxes.queryOptions());
  const { to, cc, bcc } = writing.draft;
  const named = new Set([...(to ?? []), ...cc, ...bcc]);
  const own = mailboxes?.map(({ address }) => address) ?? [];
  const others = othersOf(ticket, own).filter((address) => !named.has(address));
  if (!mailboxes || others.length === 0) return null;
  return (
    <Button
      variant="light"
      size="compact-xs"
      w="fit-content"
      maw="100%"
      onClick={() => writing.change({ cc: [...cc, ...others] })}
    >
      {t('replyAll', { others: others.join(', ') })}
    </Button>
  );
}

/** Pictures in the text stay, whatever is done to the list of files. */
export function withPictures({ draft }: Writing, files: Writing['draft']['files']) {
  const listed = new Set(listedFiles(draft).map(({ fileId }) => fileId));
  return [...draft.files.filter(({ fileId }) => !listed.has(fileId)), ...files];
}

export function isNothing({ isEmpty, draft }: Writing): boolean {
  return isEmpty && draft.files.length === 0;
}

export function isAddressed({ draft: { to, cc, bcc } }: Writing): boolean {
  return (to ?? []).length > 0 && badlyWritten([...(to ?? []), ...cc, ...bcc]).length === 0;
}
