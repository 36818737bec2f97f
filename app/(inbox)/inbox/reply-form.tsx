'use client';

import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconMailDown } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTRPC } from '@/app/trpc/client';
import { NewerMessageDialog } from './newer-message-dialog';
import type { Message } from './newest-messages';
import { RecipientFields } from './recipient-fields';
import { othersOf, replyTo } from './reply-recipients';
import { TextEditor } from './text-editor';
import { type Afterwards, useSendReply } from './use-send-reply';
import type { TicketDetail } from './use-ticket-actions';
import { isAddressed, isNothing, useWriting, type Writing } from './use-writing';
import { usePersonName } from './visitor-name';
import { WritingFoot } from './writing-foot';

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
      <Arrived news={reply.news} onRead={reply.acknowledge} />
      {recipients && <RecipientFields writing={writing} />}
      {recipients && <ReplyAll ticket={ticket} writing={writing} />}
      <TextEditor writing={writing} ticketId={ticket.id} plain={!html} />
      <WritingFoot
        writing={writing}
        sendable={sendable}
        isSending={reply.isSending}
        withFiles={attachments}
        withAfterwards
        withTime={!immediate}
        onCancel={onDone}
        onSend={send}
      />
      <NewerMessageDialog
        news={reply.news}
        opened={reply.overtaken !== null}
        onBack={reply.reconsider}
        onSend={() => reply.overtaken && send(reply.overtaken, true)}
      />
    </Stack>
  );
}

/** Told while it is written, so that nobody writes past it. */
function Arrived({ news, onRead }: { news: Message[]; onRead(): void }) {
  const t = useTranslations('inbox.newer');
  const person = usePersonName();
  if (news.length === 0) return null;
  const names = [...new Set(news.map(({ authorName, from }) => authorName || from.name || from.address))];
  return (
    <Alert color="blue" p="xs" icon={<IconMailDown size={16} aria-hidden />} role="status">
      <Group justify="space-between" gap="xs">
        <Text size="sm">{t('arrived', { names: names.map(person).join(', '), count: names.length })}</Text>
        <Button size="compact-xs" variant="light" onClick={onRead}>
          {t('read')}
        </Button>
      </Group>
    </Alert>
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
