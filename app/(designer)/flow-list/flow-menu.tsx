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
import { nameOfCopy } from './name-of-copy';
import { saveFile } from './save-file';
import { useUndoNotice } from './use-undo-notice';

/** What can be done with a whole flow. */
export function FlowMenu({ flow }: { flow: FlowListEntry }) {
  const t = useTranslations('designer.list');
  const mayEdit = useMay('flow.edit');
  const mayPublish = useMay('flow.publish');
  const [moving, setMoving] = useState(false);
  const { duplicate, download } = useCopies(flow);
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
            <>
              <Menu.Item leftSection={<IconCopy size={16} />} onClick={duplicate}>
                {t('duplicate')}
              </Menu.Item>
              <Menu.Item leftSection={<IconFolder size={16} />} onClick={() => setMoving(true)}>
                {t('move')}
              </Menu.Item>
            </>
          )}
          <Menu.Item leftSection={<IconDownload size={16} />} onClick={() => void download()}>
            {t('export')}
          </Menu.Item>
          {mayPublish && <ServiceItems flow={flow} />}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

/** Stopping a flow for a while, and putting it away. */
function ServiceItems({ flow: { id, name, state } }: { flow: FlowListEntry }) {
  const t = useTranslations('designer.list');
  const trpc = useTRPC();
  const api = useTRPCClient();
  const whenDone = useWhenDone();
  const tell = useUndoNotice();
  const pause = useMutation(trpc.flows.pause.mutationOptions(whenDone));
  // What was in service is so again: from the archive a flow comes back paused.
  const bringBack = async () => {
    await api.flows.archive.mutate({ id, archived: false });
    if (state === 'published') await api.flows.pause.mutate({ id, paused: false });
    await whenDone.onSettled();
  };
  // The line is gone by then: only what belongs to the mutation itself is still heard.
  const archive = useMutation(
    trpc.flows.archive.mutationOptions({
      ...whenDone,
      onSuccess: (_, wanted) => {
        if (wanted.archived) tell(`archived-${id}`, t('archived', { name }), bringBack);
      },
    }),
  );
  const [paused, archived] = [state === 'paused', state === 'archived'];
  return (
    <>
      {(paused || state === 'published') && (
        <Menu.Item
          leftSection={paused ? <IconPlayerPlay size={16} /> : <IconPlayerPause size={16} />}
          onClick={() => pause.mutate({ id, paused: !paused })}
        >
          {t(paused ? 'resume' : 'pause')}
        </Menu.Item>
      )}
      <Menu.Item
        leftSection={archived ? <IconArchiveOff size={16} /> : <IconArchive size={16} />}
        onClick={() => archive.mutate({ id, archived: !archived })}
      >
        {t(archived ? 'restore' : 'archive')}
      </Menu.Item>
    </>
  );
}

/** A second flow of the same kind, here or as a file. */
function useCopies({ id, name }: FlowListEntry) {
  const t = useTranslations('designer.list');
  const router = useRouter();
  const api = useTRPCClient();
  const trpc = useTRPC();
  const whenDone = useWhenDone();
  const copy = useMutation(
    trpc.flows.duplicate.mutationOptions({
      ...whenDone,
      onSuccess: (made) => router.push(`/flows/${made.id}`),
    }),
  );
  return {
    duplicate: () => copy.mutate({ id, name: nameOfCopy(name, (cut) => t('copyOf', { name: cut })) }),
    download: async (): Promise<void> => {
      try {
        const { fileName, text } = await api.flows.export.query({ id });
        saveFile(fileName, text);
      } catch (error) {
        whenDone.onError(error);
      }
    },
  };
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
