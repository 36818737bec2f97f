'use client';

import { Alert, Autocomplete, Button, Group, Modal, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTRPC } from '@/app/trpc/client';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import type { FlowListEntry } from '@/runtime/library/list-flows';
import { folderNames, folderPath } from './folder-tree';
import { useMoveFlows } from './use-move-flows';

/** Puts a flow into a folder: one that exists, or a new one by its name. */
export function MoveDialog({ flow, onClose }: { flow: FlowListEntry; onClose(): void }) {
  const t = useTranslations('designer.move');
  const sentence = useErrorSentence();
  const flows = useQuery(useTRPC().flows.list.queryOptions());
  const folders = folderNames(flows.data ?? [], useLocale());
  const [folder, setFolder] = useState(flow.folder);
  const move = useMoveFlows(onClose);
  return (
    <Modal opened onClose={onClose} title={t('title', { name: flow.name })}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const to = folderPath(folder);
          const done = t(to ? 'done' : 'doneTop', { name: flow.name, folder: to });
          move.mutate({ moves: [{ id: flow.id, folder: to }], done });
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
