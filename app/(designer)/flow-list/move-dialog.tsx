'use client';

import { Alert, Autocomplete, Button, Group, Modal, Stack } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTRPC } from '@/app/trpc/client';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import type { FlowListEntry } from '@/runtime/library/list-flows';

/** Puts a flow into a folder: one that exists, or a new one by its name. */
export function MoveDialog({ flow, onClose }: { flow: FlowListEntry; onClose(): void }) {
  const t = useTranslations('designer.move');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const sentence = useErrorSentence();
  const flows = useQuery(trpc.flows.list.queryOptions());
  const folders = [...new Set((flows.data ?? []).map(({ folder }) => folder).filter(Boolean))].sort();
  const [folder, setFolder] = useState(flow.folder);
  const move = useMutation(
    trpc.flows.move.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.flows.list.queryFilter());
        onClose();
      },
    }),
  );
  return (
    <Modal opened onClose={onClose} title={t('title', { name: flow.name })}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          move.mutate({ id: flow.id, folder });
        }}
      >
        <Stack>
          <Autocomplete
            data-autofocus
            label={t('folder')}
            description={t('help')}
            maxLength={120}
            data={folders}
            value={folder}
            onChange={setFolder}
          />
          {move.error && <Alert color="red">{sentence(move.error)}</Alert>}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={move.isPending}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
