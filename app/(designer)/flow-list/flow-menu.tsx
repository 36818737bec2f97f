'use client';

import { ActionIcon, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import {
  IconArchive,
  IconArchiveOff,
  IconCopy,
  IconDots,
  IconDownload,
  IconFolder,
  IconPlayerPause,
  IconPlayerPlay,
} from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useMay } from '@/app/shell/account-context';
import { useTRPC, useTRPCClient } from '@/app/trpc/client';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import type { FlowListEntry } from '@/runtime/library/list-flows';
import { MoveDialog } from './move-dialog';
import { saveFile } from './save-file';

/** What can be done with a whole flow. */
export function FlowMenu({ flow }: { flow: FlowListEntry }) {
  const t = useTranslations('designer.list');
  const router = useRouter();
  const api = useTRPCClient();
  const mayEdit = useMay('flow.edit');
  const mayPublish = useMay('flow.publish');
  const trpc = useTRPC();
  const whenDone = useWhenDone();
  const duplicate = useMutation(
    trpc.flows.duplicate.mutationOptions({
      ...whenDone,
      onSuccess: ({ id }) => router.push(`/flows/${id}`),
    }),
  );
  const pause = useMutation(trpc.flows.pause.mutationOptions(whenDone));
  const archive = useMutation(trpc.flows.archive.mutationOptions(whenDone));
  const [moving, setMoving] = useState(false);
  const download = async (): Promise<void> => {
    try {
      const { fileName, text } = await api.flows.export.query({ id: flow.id });
      saveFile(fileName, text);
    } catch (error) {
      whenDone.onError(error);
    }
  };
  return (
    <>
      {moving && <MoveDialog flow={flow} onClose={() => setMoving(false)} />}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={t('menu', { name: flow.name })}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {mayEdit && (
            <Menu.Item
              leftSection={<IconCopy size={16} />}
              onClick={() => duplicate.mutate({ id: flow.id, name: t('copyOf', { name: flow.name }) })}
            >
              {t('duplicate')}
            </Menu.Item>
          )}
          {mayEdit && (
            <Menu.Item leftSection={<IconFolder size={16} />} onClick={() => setMoving(true)}>
              {t('move')}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconDownload size={16} />} onClick={() => void download()}>
            {t('export')}
          </Menu.Item>
          {mayPublish && (flow.state === 'published' || flow.state === 'paused') && (
            <Menu.Item
              leftSection={
                flow.state === 'paused' ? <IconPlayerPlay size={16} /> : <IconPlayerPause size={16} />
              }
              onClick={() => pause.mutate({ id: flow.id, paused: flow.state !== 'paused' })}
            >
              {t(flow.state === 'paused' ? 'resume' : 'pause')}
            </Menu.Item>
          )}
          {mayPublish && (
            <Menu.Item
              leftSection={
                flow.state === 'archived' ? <IconArchiveOff size={16} /> : <IconArchive size={16} />
              }
              onClick={() => archive.mutate({ id: flow.id, archived: flow.state !== 'archived' })}
            >
              {t(flow.state === 'archived' ? 'restore' : 'archive')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

/** Success shows in the list; failure is told. */
function useWhenDone() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const sentence = useErrorSentence();
  return {
    onSettled: () => queryClient.invalidateQueries(trpc.flows.list.queryFilter()),
    onError: (error: unknown) => {
      notifications.show({ color: 'red', message: sentence(error) });
    },
  };
}
