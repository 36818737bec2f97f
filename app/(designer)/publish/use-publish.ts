'use client';

import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useFormatter } from '@/app/i18n/use-formatter';
import { useTRPC, useTRPCClient } from '@/app/trpc/client';
import { useDraft } from '../editor/use-opened-draft';
import { useEditorState } from '../use-editor';
import type { MoveChoices } from './waiting-choices';

interface PublishWish {
  note: string;
  moves: MoveChoices;
  /** `null`: now. */
  at: number | null;
  /** With now: calls the planned publication off. */
  callOff: boolean;
}

/** Saves the draft and publishes it, or plans that. `onDone` is called when it has happened. */
export function usePublish(onDone: () => void) {
  const t = useTranslations('publish');
  const designer = useTranslations('designer.publish');
  const format = useFormatter();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const id = useEditorState((state) => state.flowId);
  const readOnly = useEditorState((state) => state.readOnly);
  const { sync } = useDraft();
  const [unsaved, setUnsaved] = useState(false);
  const publish = useMutation({
    mutationFn: async ({ note, moves, at, callOff }: PublishWish): Promise<string> => {
      const { revision } = sync.confirmed;
      if (at !== null) {
        await client.publishing.plan.mutate({ id, revision, note, moves, at: new Date(at) });
        return t('plannedDone', { time: format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short' }) });
      }
      const { version } = await client.flows.publish.mutate({ id, revision, note, moves });
      if (callOff) await client.publishing.cancelPlan.mutate({ id });
      return designer('done', { version });
    },
    onSuccess: (message) => {
      notifications.show({ color: 'teal', message });
      onDone();
    },
    // The server knows of a problem that is not known here, such as a queue that was deleted: look again, to name it.
    onError: () => queryClient.invalidateQueries(trpc.flows.environment.queryFilter()),
    // Also where only the second half failed: what is shown must be what is.
    onSettled: () => {
      for (const filter of [
        trpc.flows.versions.queryFilter(),
        trpc.flows.list.queryFilter(),
        trpc.publishing.pathFilter(),
      ])
        void queryClient.invalidateQueries(filter);
    },
  });
  return {
    unsaved,
    error: publish.error,
    pending: publish.isPending,
    submit: async (wish: PublishWish): Promise<void> => {
      const saved = readOnly || (await sync.saveNow());
      setUnsaved(!saved);
      if (saved) publish.mutate(wish);
    },
  };
}
