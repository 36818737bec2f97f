'use client';

import { Alert, Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTRPC } from '@/app/trpc/client';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import { folderPath, movesOfFolder } from './folder-tree';
import { useMoveFlows } from './use-move-flows';

/** Calls a folder differently, or puts it into another one, with everything that it holds. */
export function FolderDialog({ path, onClose }: { path: string; onClose(): void }) {
  const t = useTranslations('designer.folder');
  const sentence = useErrorSentence();
  const flows = useQuery(useTRPC().flows.list.queryOptions());
  const [name, setName] = useState(path);
  const move = useMoveFlows(onClose);
  const wanted = folderPath(name);
  return (
    <Modal opened onClose={onClose} title={t('title', { name: path })}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (wanted === path) return onClose();
          const moves = movesOfFolder(flows.data ?? [], path, wanted);
          if (wanted) move.mutate({ moves, done: t('renamed', { name: path, to: wanted }) });
        }}
      >
        <Stack>
          <TextInput
            data-autofocus
            label={t('name')}
            description={t('help')}
            maxLength={120}
            value={name}
            onFocus={(event) => event.currentTarget.select()}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {move.error && <Alert color="red">{sentence(move.error)}</Alert>}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" disabled={wanted === ''} loading={move.isPending}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
