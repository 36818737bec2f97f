'use client';

import { Alert, Button, Group, Stack, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { newUuid } from '@/app/shell/new-uuid';
import { useTRPC } from '@/app/trpc/client';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import { emptyDraft, useDraft } from './use-draft';

/** A note for colleagues; the customer never sees it. */
export function NoteForm({ ticketId, onDone }: { ticketId: string; onDone(): void }) {
  const t = useTranslations('inbox.composer');
  const shell = useTranslations('shell');
  const trpc = useTRPC();
  const client = useQueryClient();
  const sentence = useErrorSentence();
  const draft = useDraft(ticketId, 'note');
  const [text, setText] = useState(() => draft.read()?.html ?? '');
  const [noteId] = useState(() => newUuid());
  const save = useMutation(
    trpc.tickets.note.mutationOptions({
      onSuccess: async () => {
        draft.discard();
        await client.invalidateQueries(trpc.tickets.get.queryFilter({ id: ticketId }));
        onDone();
      },
    }),
  );
  const submit = () => {
    if (text.trim()) save.mutate({ id: ticketId, noteId, text });
  };
  return (
    <Stack gap="xs">
      {save.error && <Alert color="red">{sentence(save.error)}</Alert>}
      <Textarea
        aria-label={t('note')}
        placeholder={t('notePlaceholder')}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          draft.keep(event.currentTarget.value ? { ...emptyDraft, html: event.currentTarget.value } : null);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
          if (event.key === 'Escape') onDone();
        }}
        autosize
        minRows={3}
        maxRows={12}
        autoFocus
      />
      <Group justify="flex-end" gap="xs">
        <Button variant="subtle" color="gray" onClick={onDone}>
          {shell('cancel')}
        </Button>
        <Button color="yellow.8" onClick={submit} loading={save.isPending} disabled={!text.trim()}>
          {t('saveNote')}
        </Button>
      </Group>
    </Stack>
  );
}
