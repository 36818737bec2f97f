'use client';

import { Alert, Checkbox, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { newUuid } from '@/app/shell/new-uuid';
import { useTRPC } from '@/app/trpc/client';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import { FieldRow } from './field-row';
import { RecipientFields } from './recipient-fields';
import { SubjectRow } from './subject-row';
import { TextEditor } from './text-editor';
import { newMessagePlace } from './use-draft';
import { useHeldNotice } from './use-held-notice';
import { type Afterwards, writtenOf } from './use-send-reply';
import { isAddressed, isNothing, useWriting, type Writing } from './use-writing';
import { WritingFoot } from './writing-foot';

interface NewMessageProps {
  opened: boolean;
  onClose(): void;
  /** Its ticket was opened; the form has been closed. */
  onSent(ticketId: string): void;
}

/** A message to anybody; answers to it come into the ticket that it opens. */
export function NewMessage({ opened, onClose, onSent }: NewMessageProps) {
  const t = useTranslations('inbox.write');
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size={760}
      title={<Text fw={600}>{t('title')}</Text>}
      closeOnClickOutside={false}
    >
      <MessageForm onClose={onClose} onSent={onSent} />
    </Modal>
  );
}

function MessageForm({ onClose, onSent }: Omit<NewMessageProps, 'opened'>) {
  const t = useTranslations('inbox.write');
  const trpc = useTRPC();
  const { data: mailboxes } = useQuery(trpc.inbox.mailboxes.queryOptions());
  const writing = useWriting({
    ticketId: newMessagePlace,
    kind: 'message',
    label: t('text'),
    initial: { to: [] },
    pictures: true,
  });
  const { draft } = writing;
  const [queueId, setQueueId] = useState<string | null>(null);
  const [forMe, setForMe] = useState(true);
  const channelId = draft.channelId ?? mailboxes?.[0]?.id ?? null;
  const message = useWrite((ticketId) => {
    writing.discard();
    onClose();
    onSent(ticketId);
  });
  const sendable =
    isAddressed(writing) && !isNothing(writing) && draft.subject.trim() !== '' && channelId !== null;
  const send = (afterwards: Afterwards) => {
    if (!channelId) return;
    message.send({
      ...writtenOf(draft),
      channelId,
      subject: draft.subject,
      html: writing.html(),
      queueId,
      forMe: forMe || queueId === null,
      afterwards,
    });
  };
  if (mailboxes?.length === 0) return <Alert color="orange">{t('noMailbox')}</Alert>;
  return (
    <Stack gap="sm">
      {message.refusal && (
        <Alert color="red" role="alert">
          {message.refusal}
        </Alert>
      )}
      <Head writing={writing} channelId={channelId} mailboxes={mailboxes ?? []} />
      <TextEditor writing={writing} ticketId={null} plain={false} />
      <Place queueId={queueId} onQueue={setQueueId} forMe={forMe} onForMe={setForMe} />
      <WritingFoot
        writing={writing}
        sendable={sendable}
        isSending={message.isSending}
        withFiles
        withAfterwards
        withTime
        onCancel={onClose}
        onSend={send}
      />
    </Stack>
  );
}

interface HeadProps {
  writing: Writing;
  channelId: string | null;
  mailboxes: { id: string; name: string; address: string }[];
}

/** From which mailbox, to whom, about what. */
function Head({ writing, channelId, mailboxes }: HeadProps) {
  const t = useTranslations('inbox.write');
  const choices = mailboxes.map(({ id, name, address }) => ({ value: id, label: `${name} <${address}>` }));
  return (
    <Stack gap={6}>
      <FieldRow label={t('from')}>
        <Select
          flex={1}
          aria-label={t('from')}
          value={channelId}
          data={choices}
          onChange={(id) => writing.change({ channelId: id })}
          allowDeselect={false}
        />
      </FieldRow>
      <RecipientFields writing={writing} />
      <SubjectRow writing={writing} />
    </Stack>
  );
}

interface PlaceProps {
  queueId: string | null;
  onQueue(queueId: string | null): void;
  forMe: boolean;
  onForMe(forMe: boolean): void;
}

/** Where the ticket of the message stands; without a queue it is its writer's. */
function Place({ queueId, onQueue, forMe, onForMe }: PlaceProps) {
  const t = useTranslations('inbox.write');
  const { data: targets } = useQuery(useTRPC().inbox.targets.queryOptions());
  return (
    <Group gap="lg" align="center">
      <Select
        aria-label={t('queue')}
        placeholder={t('noQueue')}
        value={queueId}
        data={(targets?.queues ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        onChange={onQueue}
        clearable
        w={240}
      />
      <Checkbox
        label={t('forMe')}
        checked={forMe || queueId === null}
        disabled={queueId === null}
        onChange={(event) => onForMe(event.currentTarget.checked)}
      />
    </Group>
  );
}

function useWrite(onSent: (ticketId: string) => void) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const sentence = useErrorSentence();
  const announce = useHeldNotice();
  const [newId] = useState(() => newUuid());
  const mutation = useMutation(
    trpc.tickets.write.mutationOptions({
      onSuccess: (sent, { sendAt }) => {
        announce(sent, Boolean(sendAt));
        void client.invalidateQueries(trpc.inbox.pathFilter());
        onSent(sent.id);
      },
    }),
  );
  type Input = Parameters<typeof mutation.mutate>[0];
  return {
    send: (message: Omit<Input, 'newId'>) => mutation.mutate({ newId, ...message }),
    isSending: mutation.isPending,
    refusal: mutation.error ? sentence(mutation.error) : null,
  };
}
