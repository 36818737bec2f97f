'use client';

import { Alert, Checkbox, Group, Stack, Switch, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { newUuid } from '@/app/shell/new-uuid';
import { useTRPC } from '@/app/trpc/client';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import { fileSize } from './file-size';
import { RecipientFields } from './recipient-fields';
import { SubjectRow } from './subject-row';
import { TextEditor } from './text-editor';
import { forwardPlace } from './use-draft';
import { useHeldNotice } from './use-held-notice';
import { writtenOf } from './use-send-reply';
import type { TicketDetail } from './use-ticket-actions';
import { isAddressed, useWriting } from './use-writing';
import { WritingFoot } from './writing-foot';

interface ForwardFormProps {
  ticket: TicketDetail;
  /** The message that is passed on. */
  messageId: string;
  onDone(): void;
}

/** Passes a message on to somebody else: quoted in the text or as a file, with the files that are chosen. */
export function ForwardForm({ ticket, messageId, onDone }: ForwardFormProps) {
  const t = useTranslations('inbox.composer');
  const original = ticket.messages.find(({ id }) => id === messageId);
  const writing = useWriting({
    ticketId: forwardPlace(ticket.id, messageId),
    kind: 'forward',
    label: t('forward'),
    initial: {
      to: [],
      subject: forwardSubject(original?.subject || ticket.subject, ticket.language),
      forwards: messageId,
    },
    pictures: true,
  });
  const { draft } = writing;
  const files = original?.attachments.filter(({ inline }) => !inline) ?? [];
  const [left, setLeft] = useState<ReadonlySet<string>>(() => new Set());
  const [asFile, setAsFile] = useState(false);
  const leave = () => {
    writing.discard();
    onDone();
  };
  const forward = useForward(ticket.id, leave);
  const send = () => {
    const taken = new Set(files.map(({ fileId }) => fileId));
    forward.send({
      ...writtenOf({ ...draft, files: draft.files.filter(({ fileId }) => !taken.has(fileId)) }),
      messageId,
      html: writing.isEmpty ? '' : writing.html(),
      subject: draft.subject,
      files: files.map(({ fileId }) => fileId).filter((fileId) => !left.has(fileId)),
      asFile,
    });
  };
  if (!original) return <Alert color="orange">{t('originalGone')}</Alert>;
  return (
    <Stack gap="xs">
      {forward.refusal && (
        <Alert color="red" role="alert">
          {forward.refusal}
        </Alert>
      )}
      <RecipientFields writing={writing} />
      <SubjectRow writing={writing} />
      <TextEditor writing={writing} ticketId={ticket.id} plain={false} />
      <WhatGoesAlong original={original} asFile={asFile} onAsFile={setAsFile} left={left} onLeft={setLeft} />
      <WritingFoot
        writing={writing}
        sendable={isAddressed(writing)}
        isSending={forward.isSending}
        withFiles
        withAfterwards={false}
        withTime
        onCancel={onDone}
        onSend={send}
      />
    </Stack>
  );
}

interface WhatGoesAlongProps {
  original: TicketDetail['messages'][number];
  asFile: boolean;
  onAsFile(asFile: boolean): void;
  /** Files that stay behind. */
  left: ReadonlySet<string>;
  onLeft(left: ReadonlySet<string>): void;
}

/** The message that is passed on: quoted or as a file, and which of its files go along. */
function WhatGoesAlong({ original, asFile, onAsFile, left, onLeft }: WhatGoesAlongProps) {
  const t = useTranslations('inbox.composer');
  const files = original.attachments.filter(({ inline }) => !inline);
  return (
    <>
      <Group gap="md">
        <Text size="xs" c="dimmed" flex={1} miw={200}>
          {t('forwards', { name: original.from.name || original.from.address })}
        </Text>
        {original.direction === 'inbound' && (
          <Switch
            size="xs"
            label={t('asFile')}
            checked={asFile}
            onChange={(event) => onAsFile(event.currentTarget.checked)}
          />
        )}
      </Group>
      {!asFile && files.length > 0 && (
        <Group gap="sm">
          {files.map(({ fileId, name, size }) => (
            <Checkbox
              key={fileId}
              size="xs"
              label={`${name} · ${fileSize(size)}`}
              checked={!left.has(fileId)}
              onChange={(event) => onLeft(toggled(left, fileId, !event.currentTarget.checked))}
            />
          ))}
        </Group>
      )}
    </>
  );
}

function useForward(ticketId: string, onSent: () => void) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const sentence = useErrorSentence();
  const announce = useHeldNotice();
  const [forwardId] = useState(() => newUuid());
  const mutation = useMutation(
    trpc.tickets.forward.mutationOptions({
      onSuccess: async (sent, { sendAt }) => {
        announce(sent, Boolean(sendAt));
        await client.invalidateQueries(trpc.tickets.get.queryFilter({ id: ticketId }));
        onSent();
      },
    }),
  );
  type Input = Parameters<typeof mutation.mutate>[0];
  return {
    send: (forward: Omit<Input, 'id' | 'forwardId'>) =>
      mutation.mutate({ id: ticketId, forwardId, ...forward }),
    isSending: mutation.isPending,
    refusal: mutation.error ? sentence(mutation.error) : null,
  };
}

function forwardSubject(subject: string, language: string | null): string {
  if (/^(?:fwd?|wg)\s*:/i.test(subject)) return subject;
  return `${language?.startsWith('de') ? 'WG' : 'Fwd'}: ${subject}`;
}

function toggled(set: ReadonlySet<string>, value: string, isIn: boolean): ReadonlySet<string> {
  const next = new Set(set);
  if (isIn) next.add(value);
  else next.delete(value);
  return next;
}
